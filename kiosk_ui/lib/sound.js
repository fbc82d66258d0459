/**
 * The tones of a verdict. They sound through a media element, because the silent switch of an iPhone mutes everything
 * else; the waves are computed here, no files.
 */
import { keep, kept } from './address.js';

const RATE = 22050; // samples a second
const FADE_S = 0.012; // no clicks at the ends of a note

export const VOLUMES = [0.1, 0.25, 0.5, 0.75, 1]; // of full scale
const USUAL_VOLUME = 2;

/** @typedef {'rising' | 'equal' | 'falling' | 'low' | 'alarm' | 'call'} Tone */

/** Notes as [hertz, seconds]; 0 hertz is a rest. @type {Record<Tone, [number, number][]>} */
const TONES = {
  rising: [[660, 0.09], [990, 0.16]],
  equal: [[620, 0.11], [0, 0.06], [620, 0.11]],
  falling: [[520, 0.13], [310, 0.26]],
  low: [[180, 0.38]],
  call: [[523, 0.12], [784, 0.12], [523, 0.12], [784, 0.22]], // like no verdict
  alarm: [[880, 0.14], [0, 0.07], [880, 0.14], [0, 0.07], [880, 0.3]],
};

const listeners = /** @type {Set<() => void>} */ (new Set());
const players = /** @type {Partial<Record<Tone, HTMLAudioElement>>} */ ({});
let muted = kept('muted') === 'yes';
let volume = volumeOf(kept('volume'));

/** @param {Tone} tone a browser that wants a touch first stays silent until then */
export function play(tone) {
  if (muted) return;
  const player = playerOf(tone);
  player.currentTime = 0;
  player.play().catch(() => {
    // Refused before the first touch: the verdict's colour, sign and word stand without it.
  });
}

/** @param {boolean} isMuted kept for this station */
export function setMuted(isMuted) {
  muted = isMuted;
  keep('muted', isMuted ? 'yes' : 'no');
  for (const tell of listeners) tell();
}

export const isMuted = () => muted;

/** @param {() => void} listener called when sound was turned on or off @returns {() => void} stops it */
export function onMuted(listener) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * Sound louder or softer from now on; kept for this station. The waves are made anew, because an iPhone leaves no page a
 * media element's own volume; the elements stay, because a touch has unlocked them.
 * @param {number} step a place in VOLUMES
 */
export function setVolume(step) {
  volume = volumeOf(String(step));
  keep('volume', String(volume));
  for (const [tone, player] of Object.entries(players)) {
    URL.revokeObjectURL(player.src);
    player.src = sourceOf(/** @type {Tone} */ (tone));
  }
}

/** @returns {number} a place in VOLUMES */
export const volumeStep = () => volume;

/** Let the tones sound later without a touch: to be called from a person's first touch or key. */
export function unlock() {
  for (const tone of /** @type {Tone[]} */ (Object.keys(TONES))) {
    const player = playerOf(tone);
    player.muted = true;
    player.play().catch(() => {}).finally(() => {
      player.pause();
      player.muted = false;
    });
  }
}

/** @param {string | null} told */
function volumeOf(told) {
  const step = Number(told ?? USUAL_VOLUME);
  return step in VOLUMES ? step : USUAL_VOLUME;
}

/** @param {Tone} tone */
function playerOf(tone) {
  const player = players[tone] ?? new Audio(sourceOf(tone));
  players[tone] = player;
  return player;
}

/** @param {Tone} tone */
const sourceOf = (tone) => URL.createObjectURL(new Blob([wave(TONES[tone], VOLUMES[volume])], { type: 'audio/wav' }));

/** @param {[number, number][]} notes @param {number} [loudness] of full scale @returns {ArrayBuffer} a WAV file, 16 bit, one channel */
export function wave(notes, loudness = 0.5) {
  const samples = notes.flatMap(([hertz, seconds]) => note(hertz, seconds, loudness));
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const write = (/** @type {number} */ at, /** @type {string} */ text) =>
    [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  write(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => view.setInt16(44 + index * 2, sample, true));
  return view.buffer;
}

/** @param {number} hertz @param {number} seconds @param {number} loudness @returns {number[]} */
function note(hertz, seconds, loudness) {
  const count = Math.round(RATE * seconds);
  return Array.from({ length: count }, (_, index) => {
    const at = index / RATE;
    const edge = Math.min(1, at / FADE_S, (seconds - at) / FADE_S);
    return Math.round(Math.sin(2 * Math.PI * hertz * at) * edge * loudness * 32767);
  });
}
