/** The steward's settings as the station keeps them, and put to work: on the page's root for the sheets of style, and in the hand. */
import { keep, kept } from '../lib/address.js';
import { patternOf } from './looks.js';
import { settingsOf, written } from './settings_state.js';

/** @typedef {import('./settings_state.js').Settings} Settings */

const KEPT = 'door-settings';

let current = /** @type {Settings | null} */ (null);

/** @returns {Settings} */
export function keptSettings() {
  current ??= settingsOf(kept(KEPT), { wantsContrast: matchMedia('(prefers-contrast: more)').matches });
  return current;
}

/** @param {Settings} settings kept for this station, and shown at once */
export function keepSettings(settings) {
  current = settings;
  keep(KEPT, written(settings));
  showSettings(settings);
}

/** Put the settings on the page; to be called before it shows. @param {Settings} [settings] */
export function showSettings({ hand, look, text } = keptSettings()) {
  Object.assign(document.documentElement.dataset, { hand, look, text, theme: look === 'bright' ? 'light' : 'dark' });
}

/** Phones without it (all iPhones) are not offered it. */
export const canVibrate = () => 'vibrate' in navigator && matchMedia('(any-pointer: coarse)').matches;

/** Shake the device as the tone sounds, where it can and may. @param {import('../lib/sound.js').Tone} tone */
export function vibrate(tone) {
  if (canVibrate() && keptSettings().vibration === 'on') navigator.vibrate(patternOf(tone));
}
