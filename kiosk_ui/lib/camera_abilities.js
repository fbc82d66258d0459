/**
 * What a camera can do besides giving a picture: light, zoom, a shorter exposure. Cameras and browsers differ; what is not
 * there is null, and what a camera refuses changes nothing.
 */

const SHORT = 40; // tenths of a millisecond: 1/250 s, in which a badge carried past moves less than a module
const LONGEST = 160; // 1/60 s; a darker hall needs the camera's own choice
const DARK = 45; // mean brightness of 255 at which a code's modules drown in noise

/**
 * @typedef {{min: number, max: number, step?: number}} Range
 * @typedef {{torch?: boolean, zoom?: Range, exposureMode?: string[], exposureTime?: Range, iso?: Range, focusMode?: string[]}} Abilities
 * @typedef {{zoom?: number, exposureTime?: number, iso?: number}} Settings
 * @typedef {{min: number, max: number, step: number, value: number, set: (value: number) => Promise<void>}} Zoom
 */

/** @param {MediaStreamTrack} track @returns {((on: boolean) => Promise<void>) | null} */
export function torchOf(track) {
  if (!abilitiesOf(track).torch) return null;
  return (on) => ask(track, { torch: on });
}

/** @param {MediaStreamTrack} track @returns {Zoom | null} null too where there is only one distance */
export function zoomOf(track) {
  const { zoom } = abilitiesOf(track);
  if (!zoom || !(zoom.max > zoom.min)) return null;
  const settings = /** @type {Settings} */ (track.getSettings());
  const step = zoom.step || (zoom.max - zoom.min) / 20;
  return { min: zoom.min, max: zoom.max, step, value: settings.zoom ?? zoom.min, set: (value) => ask(track, { zoom: value }) };
}

/**
 * Ask for an exposure that freezes a badge being carried past, and for sharpness wherever the badge is.
 * @param {MediaStreamTrack} track
 * @returns {Promise<(mean: number) => void>} told how bright the picture came out, it gives way as far as it must
 */
export async function askShortExposure(track) {
  const abilities = abilitiesOf(track);
  if (abilities.focusMode?.includes('continuous')) await ask(track, { focusMode: 'continuous' }).catch(() => undefined);
  let wish = shorter(abilities, /** @type {Settings} */ (track.getSettings()));
  if (wish === null) return () => undefined;
  let isAsking = true;
  await ask(track, wish).catch(() => { wish = null; }).finally(() => { isAsking = false; });
  return (mean) => {
    if (wish === null || isAsking || mean >= DARK) return;
    isAsking = true;
    const longer = longerThan(wish, abilities);
    ask(track, longer ?? { exposureMode: 'continuous', exposureTime: undefined, iso: undefined }).catch(() => undefined).finally(() => { isAsking = false; });
    wish = longer;
  };
}

/**
 * @param {Abilities} abilities
 * @param {Settings} settings as the camera chose them itself
 * @returns {{exposureMode: string, exposureTime: number, iso?: number} | null} null where it can't be asked, or is short already
 */
export function shorter({ exposureMode, exposureTime, iso }, settings) {
  if (!exposureMode?.includes('manual') || !exposureTime) return null;
  const time = Math.max(exposureTime.min, Math.min(SHORT, exposureTime.max));
  const own = settings.exposureTime;
  if (own !== undefined && own <= time) return null;
  const more = iso && settings.iso && own ? Math.min(iso.max, Math.round(settings.iso * own / time)) : null;
  return { exposureMode: 'manual', exposureTime: time, ...(more === null ? {} : { iso: more }) };
}

/** @template {{exposureTime: number}} T @param {T} wish @param {Abilities} abilities @returns {T | null} null: leave it to the camera */
export function longerThan(wish, { exposureTime }) {
  const time = wish.exposureTime * 2;
  return time > Math.min(LONGEST, exposureTime?.max ?? 0) ? null : { ...wish, exposureTime: time };
}

/** @param {MediaStreamTrack} track */
const abilitiesOf = (track) => /** @type {Abilities} */ (track.getCapabilities?.() ?? {});

/** What each camera was asked for and gave: asking anew takes back everything that is not asked again. */
const granted = /** @type {WeakMap<MediaStreamTrack, object>} */ (new WeakMap());

/** @param {MediaStreamTrack} track @param {object} wish undefined in it: no longer */
async function ask(track, wish) {
  const whole = Object.fromEntries(Object.entries({ ...granted.get(track), ...wish }).filter(([, value]) => value !== undefined));
  await track.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet} */ (whole)] });
  granted.set(track, whole);
}
