/** Whom to ring: what control added first, then the staff, then the guests' hosts. A touch on a phone rings. */
import { html, useState } from 'preact-htm';
import { useContacts } from './contacts_kept.js';
import { openPaper } from './paper.js';
import { Button, Icon } from './parts.js';
import { problemWords } from './problem_words.js';
import { formatTime, inLanguage, t } from './words.js';

const KINDS = /** @type {const} */ (['own', 'staff', 'host']);

/** @typedef {import('./contacts_kept.js').Contact} Contact */
/** @typedef {import('./me').Me} Me */

/** @param {{me: Me | null}} props */
export function ContactList({ me }) {
  const { told, isOld } = useContacts();
  const [problem, setProblem] = useState('');
  const print = () => void openPaper('/contacts.pdf').then(() => setProblem(''), (refused) => setProblem(problemWords(refused)));
  return html`<div class="contacts">
    ${isOld && told && html`<p class="roll-trouble" role="status"><${Icon} name="cloud-off" />${t('contacts.old', { at: formatTime(told.as_of) })}</p>`}
    ${told === null && html`<p class="roll-empty" aria-busy=${String(!isOld)}>${t(isOld ? 'contacts.unknown' : 'contacts.reading')}</p>`}
    ${KINDS.map((kind) => html`<${Group} key=${kind} kind=${kind} contacts=${(told?.contacts ?? []).filter((each) => each.kind === kind)} me=${me} />`)}
    ${told && html`<p class="contacts-foot"><${Button} icon="printer" disabled=${isOld} onClick=${print}>${t('contacts.print')}<//>
      <span class="quiet" role="alert">${problem}</span></p>`}
  </div>`;
}

/** @param {{kind: string, contacts: Contact[], me: Me | null}} props */
function Group({ kind, contacts, me }) {
  if (contacts.length === 0) return null;
  return html`<section class="roll-hall"><h3>${t(`contacts.kind.${kind}`)} <small>${t('contacts.count', { count: contacts.length })}</small></h3>
    <ul>${contacts.map((each, index) => html`<li key=${index} class="contact">
      <span class="contact-who"><b><bdi>${each.name}</bdi></b><small dir="auto">${detailOf(each, me)}</small></span>
      <a class="contact-phone" href=${`tel:${each.phone.replace(/[^\d+*#]/g, '')}`}><${Icon} name="call" /><bdi>${each.phone}</bdi></a></li>`)}</ul>
  </section>`;
}

/** @param {Contact} contact @param {Me | null} me */
function detailOf({ role, roles, place, zone }, me) {
  const zoned = inLanguage(me?.zones.find(({ code }) => code === zone)) || zone;
  return [role, ...roles.map((each) => t(`control.operator.${each}`)), place, zoned].filter(Boolean).join(' · ');
}
