/** The sheet of the staff on every page of theirs: whom to ring, calling other stations, noting an incident. */
import { html, useEffect } from 'preact-htm';
import { CallForm } from './call_form.js';
import { useStationCalls } from './calls_work.js';
import { ContactList } from './contact_list.js';
import { FullScreen } from './full_screen.js';
import { IncidentForm } from './incident_form.js';
import { Icon } from './parts.js';
import { CallsForUs, SentCalls } from './sent_calls.js';
import { useMe } from './use_me.js';
import { t } from './words.js';

const ICONS = { contacts: 'call', calls: 'bell', incident: 'warning' };
const PARTS = /** @type {Part[]} */ (['contacts', 'calls', 'incident']);

/** @typedef {'contacts' | 'calls' | 'incident'} Part */

/** @param {{part: Part, onPart: (part: Part) => void, onClose: () => void}} props */
export function StaffSheet({ part, onPart, onClose }) {
  const me = useMe();
  const { calls, sent } = useStationCalls();
  useEffect(keepKeysHere, []);
  return html`<${FullScreen} title=${t('staff.title')} onClose=${onClose}>
    <div class="roll staff-sheet">
      <div class="staff-parts" role="group" aria-label=${t('staff.parts')}>${PARTS.map((each) => html`<button key=${each} class="button" type="button"
        aria-pressed=${String(each === part)} onClick=${() => onPart(each)}><${Icon} name=${ICONS[each]} /><span>${t(`staff.part.${each}`)}</span></button>`)}</div>
      ${part === 'contacts' && html`<${ContactList} me=${me} />`}
      ${part === 'calls' && html`<${CallsForUs} calls=${calls} />
        <${CallForm} me=${me} /><${SentCalls} sent=${sent} />`}
      ${part === 'incident' && html`<${IncidentForm} me=${me} />`}
    </div>
  <//>`;
}

/**
 * While it is open the page below hears no key: a scanner would change the person behind it. A door is the other way round:
 * there the next scan can come at any time.
 */
function keepKeysHere() {
  if (document.body.dataset['role'] === 'door') return undefined;
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  const kinds = ['keydown', 'keyup'];
  for (const kind of kinds) addEventListener(kind, stop, { capture: true });
  return () => kinds.forEach((kind) => removeEventListener(kind, stop, { capture: true }));
}
