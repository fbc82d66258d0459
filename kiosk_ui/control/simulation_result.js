/** A simulation in words: how many get in, and of the others why not, with a few of each. */
import { html } from 'preact-htm';
import { formatCount, formatDay, formatTime, inLanguage, t } from '../lib/words.js';
import { sortedShares } from './simulator_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./simulator_state.js').Share} Share */
/** @typedef {import('./simulator_state.js').Simulation} Simulation */

/** @param {{control: Control, simulation: Simulation, tried: number, door: string}} props `tried`: how many rules were other than they are */
export function SimulationResult({ control, simulation, tried, door }) {
  const { admitted, refused } = sortedShares(simulation);
  const { at, people } = simulation;
  return html`<section class="simulation" aria-live="polite" aria-label=${t('control.simulator.result')}>
    <h2 dir="auto">${t('control.simulator.headline', { time: formatTime(at), day: formatDay(at), door, count: formatCount(admitted?.count ?? 0), people: formatCount(people) })}</h2>
    ${tried > 0 && html`<p class="unusual-line">${t('control.simulator.tried', { count: tried })}</p>`}
    ${simulation.is_counting_only && html`<p class="unusual-line">${t('control.simulator.counting_only')}</p>`}
    <ul class="shares">${[...(admitted ? [admitted] : []), ...refused].map((share) => html`<${One} key=${share.verdict} share=${share} people=${people} control=${control} />`)}</ul>
    <p class="small quiet">${t('control.simulator.passed_over')}</p>
  </section>`;
}

/** @param {{share: Share, people: number, control: Control}} props */
function One({ share, people, control }) {
  const { verdict, count, categories, examples } = share;
  const nameOf = (/** @type {string} */ code) => inLanguage(control.me.categories.find((each) => each.code === code)) || code;
  const rest = count - examples.length;
  return html`<li class="share" data-verdict=${verdict === 'admitted' ? 'admitted' : 'refused'}>
    <p class="share-head"><b>${formatCount(count)}</b> <span>${verdict === 'admitted' ? t('control.simulator.get_in') : t(`verdict.${verdict}.title`)}</span></p>
    <div class="share-bar" aria-hidden="true"><i style=${{ inlineSize: `${people === 0 ? 0 : count / people * 100}%` }} /></div>
    <p class="small">${Object.entries(categories).map(([code, each]) => t('control.simulator.category', { category: nameOf(code), count: formatCount(each) })).join(t('control.simulator.between'))}</p>
    ${examples.length > 0 && html`<p class="small quiet">${t('control.simulator.examples')} ${examples.map(({ reg_no, name }, at) => html`${at > 0 ? t('control.simulator.between') : ''}<bdi key=${reg_no}>${name}</bdi> ${reg_no}`)}${rest > 0 ? ` ${t('control.simulator.and_more', { count: formatCount(rest) })}` : ''}</p>`}
  </li>`;
}
