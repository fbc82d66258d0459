/** What happened to one person, in sentences, newest first. */
import { html, useEffect, useState } from 'preact-htm';
import { get } from '../lib/api.js';
import { Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatDay, formatSeconds, t } from '../lib/words.js';
import { Refusal } from './form_parts.js';

/** @typedef {{at: string, kind: string, station: string, station_name?: string, operator: string|null, what: string}} Step */

const SHOWN_COUNT = 100;

/** @param {import('./shapes.js').Opening} props */
export function History({ card, withRight, onCancel }) {
  const [trail, setTrail] = useState(/** @type {Step[]|null} */ (null));
  const { problem, submit } = useSubmit();
  useEffect(() => void submit(async () => {
    setTrail((await withRight(() => get(`/trail?reg_no=${encodeURIComponent(card.reg_no)}&limit=${SHOWN_COUNT}`))).trail);
  }), []);
  return html`<${Dialog} title=${t('desk.history.title', { name: card.name })} confirm=${t('desk.history.close')} wide
      cancel=${false} onConfirm=${onCancel} onCancel=${onCancel}>
    <${Refusal} problem=${problem} />
    ${trail === null && !problem && html`<p class="quiet" aria-busy="true">${t('desk.reading')}</p>`}
    ${trail?.length === 0 && html`<p class="quiet">${t('desk.history.none')}</p>`}
    ${(trail?.length ?? 0) > 0 && html`<p class="small quiet">${t('desk.history.count', { count: trail?.length ?? 0 })}</p>`}
    <ol class="trail" tabindex="0" aria-label=${t('desk.act.history')}>${trail?.map((step, at) => html`<li key=${`${step.at}${at}`}>
      ${dayOf(step) !== dayOf(trail[at - 1]) && html`<h3 class="small quiet">${dayOf(step)}</h3>`}
      <p class="trail-step"><time datetime=${step.at}>${formatSeconds(step.at)}</time><span dir="auto">${step.what}</span>
        <bdi class="quiet small">${[step.station_name ?? step.station, step.operator].filter(Boolean).join(' · ')}</bdi></p></li>`)}</ol>
  <//>`;
}

/** @param {Step} [step] */
function dayOf(step) {
  return step ? formatDay(step.at) : '';
}
