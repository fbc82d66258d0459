/**
 * The venue's time on a device whose own clock may be wrong by hours: what the server's answers say. A clock set back while the
 * page is open changes nothing, and times never run backwards. No requests here.
 */

export const FAR_MS = 30_000; // further off, and the steward is told
const SAMPLES = 5; // the last ones; their median is believed
const JUMP_MS = 2000; // the wall clock against the ticks: somebody set it, or the device slept
const SMALL_STEP_MS = 5000; // what measuring may be wrong by: no reason to run backwards

/**
 * @typedef {{offset_ms: number, last_ms: number}} KeptClock to go on with after a reload
 * @typedef {{came: number, told_ms: number}} Heard `came`: ticks; `told_ms`: the server's clock
 */

/**
 * @param {{wall?: () => number, ticks?: () => number, kept?: KeptClock | null}} [device] its clock, and what only ever runs forward
 */
export function venueClock({ wall = Date.now, ticks = () => performance.now(), kept = null } = {}) {
  let samples = /** @type {number[]} */ ([]);
  let offset = kept?.offset_ms ?? 0;
  let isKnown = kept !== null;
  let isHeard = false;
  let last = kept?.last_ms ?? 0;
  let anchor = { wall: wall(), ticks: ticks() };

  const steady = () => {
    const now = { wall: wall(), ticks: ticks() };
    const jump = now.wall - anchor.wall - (now.ticks - anchor.ticks);
    // Set back: the venue's time goes on. Forward: it slept, or was set; the next answer tells which.
    if (jump < -JUMP_MS) offset -= jump;
    if (Math.abs(jump) > JUMP_MS) samples = [];
    anchor = now;
    return now.wall;
  };

  return {
    /** @returns {number} ms; each later than the one before */
    next() {
      const found = Math.round(steady() + offset);
      const isBack = found <= last && (!isHeard || last - found < SMALL_STEP_MS);
      last = isBack ? last + 1 : found;
      return last;
    },
    /** @returns {number} ms, to look at only */
    now: () => steady() + offset,
    /** @param {Heard} heard */
    hear({ came, told_ms }) {
      // It was told before it came, by nobody knows how much: half the way may be too much, and a scan then be from the future.
      const sample = told_ms - (steady() - (ticks() - came));
      samples = [...samples, sample].slice(-SAMPLES);
      offset = median(samples);
      isKnown = true;
      isHeard = true;
    },
    /** @returns {number} ms the device's clock is behind the venue's; below 0: ahead */
    behind: () => offset,
    /** Whether a server has ever told the time to this device. */
    isKnown: () => isKnown,
    /** @returns {KeptClock} */
    kept: () => ({ offset_ms: offset, last_ms: last }),
  };
}

/** @typedef {ReturnType<typeof venueClock>} VenueClock */

/** @param {number[]} found at least one @returns {number} */
export function median(found) {
  const sorted = [...found].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
