/**
 * Whether what was typed at the kiosk can be right, said at the field before it is sent; the server decides
 * (registration/identities.py), so nothing is refused here that it would take. Pure.
 */

const MOBILE = /^1[3-9]\d{9}$/; // China's mobile numbers
const ELSEWHERE = /^\d{7,15}$/; // a landline, or any country's (E.164)
const EMAIL = /^[^\s@,;<>()]+@(?:[^\s@,;<>().]+\.)+[^\s@,;<>().]{2,}$/; // what is clearly none is told apart
const CITIZEN = /^\d{17}[\dX]$/;
const PAPERS = /^(?:\d{15}|[A-Z0-9]{5,14})$/; // an old number, a passport: no check digit to hold it to
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]; // GB 11643
const CHECK_DIGITS = '10X98765432';

/** @typedef {'field_required' | 'bad_phone' | 'bad_email' | 'bad_identity_number'} Fault a code with words in `problem.*` */

/**
 * What is wrong with an answer.
 * @param {string} field
 * @param {string} text
 * @param {boolean} isRequired
 * @returns {Fault | null}
 */
export function faultOf(field, text, isRequired) {
  const typed = text.trim();
  if (typed === '') return isRequired ? 'field_required' : null;
  if (field === 'phone') return isPhone(typed) ? null : 'bad_phone';
  if (field === 'email') return EMAIL.test(narrow(typed)) ? null : 'bad_email';
  if (field === 'identity_number') return isIdentity(typed) ? null : 'bad_identity_number';
  return null;
}

/** @param {string} text */
function isPhone(text) {
  const plain = narrow(text).replace(/[\s\-().]/g, '').replace(/^(?:\+|00)?86(?=1)/, '');
  return /^1[3-9]/.test(plain) ? MOBILE.test(plain) : ELSEWHERE.test(plain.replace(/^\+/, ''));
}

/** @param {string} text */
function isIdentity(text) {
  const plain = narrow(text).replace(/[\s\-·.]/g, '').toUpperCase();
  if (!CITIZEN.test(plain)) return PAPERS.test(plain);
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(plain[at]), 0);
  return CHECK_DIGITS[sum % 11] === plain[17];
}

/** @param {string} text full-width digits are read as what they mean */
const narrow = (text) => text.normalize('NFKC');
