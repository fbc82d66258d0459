/** The event's own colour, with black or white on it, whichever reads better. */

/** @param {string | null | undefined} accent as `#rrggbb`; anything else leaves ours */
export function showAccent(accent) {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return;
  const style = document.documentElement.style;
  style.setProperty('--accent', accent);
  style.setProperty('--on-accent', textOn(accent));
}

/**
 * @param {string} colour as `#rrggbb`
 * @returns {'#ffffff' | '#101418'} the one with the higher contrast (WCAG 2 relative luminance)
 */
export function textOn(colour) {
  const light = luminance(colour);
  const onWhite = 1.05 / (light + 0.05);
  const onBlack = (light + 0.05) / (luminance('#101418') + 0.05);
  return onWhite >= onBlack ? '#ffffff' : '#101418';
}

/**
 * The colour, made darker or lighter until its text stands out.
 * @param {string} colour as `#rrggbb`
 * @param {number} least the contrast wanted, such as 7
 * @returns {string} as `#rrggbb`; the colour itself where it is enough already
 */
export function readable(colour, least) {
  const isDark = textOn(colour) === '#ffffff';
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  for (let step = 0; step <= 20; step += 1) {
    const mixed = parts.map((part) => Math.round(isDark ? part * (1 - step / 20) : part + (255 - part) * (step / 20)));
    const found = `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(found, textOn(colour)) >= least) return found;
  }
  return colour;
}

/** @param {string} one @param {string} other @returns {number} 1 to 21 */
function contrast(one, other) {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** @param {string} colour @returns {number} 0 to 1 */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
