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

/** @param {string} colour @returns {number} 0 to 1 */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
