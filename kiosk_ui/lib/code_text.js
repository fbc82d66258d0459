/**
 * The text of a QR code that does not say which alphabet it was written in; the same as `onsite/scanner/code_text.py` tells.
 * Bytes and strings only.
 */

// Half-width kana with a voicing mark exactly where Japanese puts one; Chinese read as half-width kana almost never looks so.
const VOICED_KANA = /[\uff66\uff73\uff76-\uff84\uff8a-\uff8e]\uff9e|[\uff8a-\uff8e]\uff9f/;
const STRAY_MARK = /(?<![\uff66\uff73\uff76-\uff84\uff8a-\uff8e])[\uff9e\uff9f]/;
const KANA = /[\u3041-\u30ff]/;
const UNREADABLE = '\ufffd';

/**
 * @param {Uint8Array} bytes as they stand in the code
 * @param {{guess: string, namesCharset?: boolean}} told `guess`: the reader's own text, right for Japanese and Western texts;
 *   `namesCharset`: the code itself names its alphabet (ECI), so the guess is no guess
 * @returns {string} never empty and never half a character, so that it can be sent as it is: a code without any text is U+FFFD
 */
export function textOf(bytes, { guess, namesCharset = false }) {
  return (decoded(bytes, 'utf-8') ?? (namesCharset ? guess : guessed(bytes, guess))) || UNREADABLE;
}

/** @param {Uint8Array} bytes @param {string} guess */
function guessed(bytes, guess) {
  const isVoiced = VOICED_KANA.test(guess) && !STRAY_MARK.test(guess);
  const chinese = decoded(bytes, 'gb18030');
  if (!isVoiced && chinese !== null && isGb2312(bytes)) return chinese;
  if (isVoiced || KANA.test(guess)) return guess;
  return chinese ?? guess;
}

/** @param {Uint8Array} bytes whether they lie in the rows of GB 2312; a browser's own decoder of that name takes far more */
function isGb2312(bytes) {
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = /** @type {number} */ (bytes[at]);
    if (lead < 0x80) continue;
    const trail = bytes[(at += 1)] ?? 0;
    if (!((lead >= 0xa1 && lead <= 0xa9) || (lead >= 0xb0 && lead <= 0xf7)) || trail < 0xa1 || trail > 0xfe) return false;
  }
  return true;
}

/** @param {Uint8Array} bytes @param {string} charset */
function decoded(bytes, charset) {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
