/** The halls: how many are inside, how full that is, how the day went, and counting by hand. */
import { html, useState } from 'preact-htm';
import { Button, Icon } from '../lib/parts.js';
import { formatCount, inLanguage, t } from '../lib/words.js';
import { useHeadcount } from './headcount.js';
import { HallCorrection } from './hall_correction.js';
import { HallCurve } from './hall_curve.js';
import { hallsNow } from './halls_state.js';
import { Section } from './parts.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./halls_state.js').HallNow} HallNow */

const ICONS = { over: 'warning', full: 'warning', near: 'clock', calm: 'check', unlimited: 'check' };

/** @param {{control: Control}} props */
export function Halls({ control }) {
  const headcount = useHeadcount();
  const [corrections, setCorrections] = useState(0);
  const [asked, setAsked] = useState(/** @type {HallNow|null} */ (null));
  const halls = headcount && hallsNow(headcount, control.me.halls);
  const nameOf = (/** @type {HallNow} */ { code }) => inLanguage(control.me.halls.find((each) => each.code === code)) || code;
  const done = (/** @type {string} */ said) => {
    setAsked(null);
    setCorrections(corrections + 1);
    control.changed(said);
  };
  return html`<${Section} what="halls" list=${halls}>
      <ul class="halls">${(halls ?? []).map((hall) => html`<${Hall} key=${hall.code} hall=${hall} name=${nameOf(hall)} corrections=${corrections} onCorrect=${() => setAsked(hall)} />`)}</ul>
    <//>
    ${asked && html`<${HallCorrection} control=${control} hall=${asked} name=${nameOf(asked)} onDone=${done} onClose=${() => setAsked(null)} />`}`;
}

/** @param {{hall: HallNow, name: string, corrections: number, onCorrect: () => void}} props */
function Hall({ hall, name, corrections, onCorrect }) {
  const { inside, capacity, admitted, level, share, difference } = hall;
  return html`<li class="card hall" data-level=${level}>
    <header><h2 dir="auto">${name}</h2>
      <p class="hall-level"><${Icon} name=${ICONS[level]} />${t(`control.halls.${level}`, { count: formatCount(difference) })}</p></header>
    <p class="hall-inside"><b>${formatCount(inside)}</b> ${capacity === null ? t('control.halls.inside') : t('control.halls.of', { capacity: formatCount(capacity) })}</p>
    ${capacity !== null && html`<div class="hall-bar" aria-hidden="true"><i style=${{ inlineSize: `${share * 100}%` }} /></div>`}
    <p class="small quiet">${t('control.halls.admitted', { count: formatCount(admitted) })}</p>
    <${HallCurve} code=${hall.code} name=${name} corrections=${corrections} />
    <div class="row-acts"><${Button} onClick=${onCorrect} label=${t('control.halls.correct_of', { hall: name })}>${t('control.halls.correct')}<//></div>
  </li>`;
}
