/** The way to the control page's sections, in groups; on a narrow screen one row that scrolls. */
import { html, useEffect, useRef } from 'preact-htm';
import { waiting } from '../lib/alert_state.js';
import { t } from '../lib/words.js';
import { GROUPS, whatNeedsAPerson } from './control_state.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./control_state.js').ControlState} ControlState */

/** @param {{state: ControlState, me: Me}} props */
export function Nav({ state, me }) {
  const counts = countsOf(state, me);
  const known = Object.values(counts).filter((count) => count !== undefined).length; // each count that comes moves those behind it
  const here = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest', inline: 'center' }), [state.section, known]);
  return html`<nav class="control-nav" aria-label=${t('control.nav')}>${Object.entries(GROUPS).map(([group, sections]) => html`
    <div class="nav-group" role="group" key=${group} aria-labelledby=${`nav-${group}`}>
      <span class="nav-title" id=${`nav-${group}`}>${t(`control.group.${group}`)}</span>
      ${sections.map((section) => html`
        <a key=${section} href=${`#${section}`} ref=${section === state.section ? here : undefined}
          aria-current=${section === state.section ? 'page' : undefined}
          data-urgent=${section === 'attention' && counts['attention'] ? 'yes' : undefined}>
          <span>${t(`control.${section}.title`)}</span><span class="nav-count">${counts[section] ?? ''}</span></a>`)}
    </div>`)}
  </nav>`;
}

/** @param {ControlState} state @param {Me} me how many each section lists, where that is known */
function countsOf(state, me) {
  return /** @type {Record<string, number|undefined>} */ ({
    attention: whatNeedsAPerson(state).length, alerts: state.alerts === null ? undefined : waiting(state.alerts).length, stations: state.stations?.filter(({ revoked_at }) => revoked_at === null).length,
    printers: state.printers?.length, operators: state.operators?.length, checkpoints: state.checkpoints?.length,
    conflicts: state.conflicts === null ? undefined : state.conflict_count, halls: state.checkpoints === null ? undefined : me.halls.length,
    jobs: Object.values(state.job_counts).reduce((total, each) => total + each, 0), zones: state.zones?.length,
  });
}
