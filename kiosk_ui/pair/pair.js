/** Why a pairing link did not work, and what to do now. The server says which of the reasons it is. */
import { t } from '../lib/words.js';
import { part, speak } from '../trust/plain.js';

const REASONS = ['used', 'expired', 'unknown'];
const told = document.body.dataset['reason'] ?? '';
const reason = REASONS.includes(told) ? told : 'unknown';

await speak(() => {
  part('h1').textContent = t(`pair.${reason}.title`);
  document.title = t(`pair.${reason}.title`);
  part('.pair-what').textContent = t(`pair.${reason}.what`);
});
