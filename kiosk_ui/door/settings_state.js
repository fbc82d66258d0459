/** What a steward may set of the page, and reading what was kept; each unknown choice falls back alone. Pure. */

/** The first of each is the usual one. */
export const CHOICES = /** @type {const} */ ({
  hand: ['right', 'left'],
  look: ['dark', 'night', 'bright', 'contrast'],
  text: ['normal', 'large', 'largest'],
  vibration: ['on', 'off'],
});

/**
 * @typedef {object} Settings
 * @property {'right' | 'left'} hand whose thumb the controls are for
 * @property {'dark' | 'night' | 'bright' | 'contrast'} look night is dim, bright is for the sun
 * @property {'normal' | 'large' | 'largest'} text
 * @property {'on' | 'off'} vibration
 */

/**
 * @param {string | null} told as `written` wrote it
 * @param {{wantsContrast?: boolean}} [device] whether the device itself asks for more contrast
 * @returns {Settings}
 */
export function settingsOf(told, { wantsContrast = false } = {}) {
  const before = parsed(told);
  const pick = (/** @type {keyof typeof CHOICES} */ name, /** @type {string} */ usual) => {
    const choices = /** @type {readonly string[]} */ (CHOICES[name]);
    return choices.includes(String(before[name])) ? before[name] : usual;
  };
  return /** @type {Settings} */ ({
    hand: pick('hand', 'right'),
    look: pick('look', wantsContrast ? 'contrast' : 'dark'),
    text: pick('text', 'normal'),
    vibration: pick('vibration', 'on'),
  });
}

/** @param {Settings} settings */
export const written = (settings) => JSON.stringify(settings);

/** @param {string | null} told @returns {Record<string, unknown>} */
function parsed(told) {
  try {
    const found = JSON.parse(told ?? '{}');
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {}; // Kept by something else: the usual settings are right then.
  }
}
