/**
 * Tells the event how many scans this door keeps, whenever that changed and somebody listens: the organiser's board shows it, and
 * what was told last stands there while the door is out of contact.
 */
import { Problem, put } from '../lib/api.js';
import { asDoor } from './door_work.js';
import { stateOf } from './state_to_tell.js';

const LOOK_EVERY_MS = 3000;
const ALONE_EVERY_MS = 15_000; // a server too slow for a door may still listen
const TELL_EVERY_MS = 300_000; // also when nothing changed: so late was it heard of last, should the server begin anew

/** @typedef {import('./door_life.js').Life} Life */

/** @param {Life} life @returns {() => void} stops */
export function tellState(life) {
  let told = '';
  let told_at = 0;
  let tried_at = -ALONE_EVERY_MS;
  let isTelling = false;
  const look = async () => {
    if (isTelling || (life.connection.mode === 'offline' && performance.now() - tried_at < ALONE_EVERY_MS)) return;
    const state = stateOf(life);
    const words = JSON.stringify(state);
    if (words === told && performance.now() - told_at < TELL_EVERY_MS) return;
    isTelling = true;
    tried_at = performance.now();
    try {
      await asDoor(() => put('/door-state', state));
      told = words;
      told_at = performance.now();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
    } finally {
      isTelling = false;
    }
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
