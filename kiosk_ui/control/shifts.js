/** Who belongs to which shift, and who is here today. Signing in is done at a desk. */
import { html } from 'preact-htm';
import { formatTime, inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{name: string, roles: string[], zone: string|null, shift: string, on_duty_at: string, state: 'in'|'out'|null, at: string|null}} Worker */
/** @typedef {{shift: string, staff: Worker[], here: number}} Shift */

/** @param {{control: Control}} props */
export function Shifts({ control }) {
  const [told] = useReading('/shifts');
  const shifts = /** @type {{shifts: Shift[]}|null} */ (told)?.shifts ?? null;
  return html`<${Section} what="shifts" list=${shifts && shifts.flatMap(({ staff }) => staff)}>
    <p class="quiet">${t('control.shifts.how')}</p>
    ${(shifts ?? []).map(({ shift, staff, here }) => html`<section key=${shift} class="shift" aria-label=${shift || t('control.shifts.none')}>
      <h2><bdi>${shift || t('control.shifts.none')}</bdi> <span class="quiet">${t('control.shifts.here', { here, count: staff.length })}</span></h2>
      <ul class="rows">${staff.map((worker) => html`<li key=${worker.name} class="row">
        <div class="row-words"><p class="row-name" dir="auto">${worker.name}</p>
          <p class="small quiet" dir="auto">${[worker.roles.map((role) => t(`control.operator.${role}`)).join(', '),
            inLanguage(control.me.zones.find(({ code }) => code === worker.zone)), worker.on_duty_at && t('control.shifts.from', { at: worker.on_duty_at })].filter(Boolean).join(' · ')}</p></div>
        <p class="row-state" data-state=${worker.state === 'in' ? 'is_connected' : ''}>${t(`control.shifts.${worker.state ?? 'not_yet'}`, { at: formatTime(worker.at) })}</p>
      </li>`)}</ul></section>`)}
  <//>`;
}
