/** Who was inside, by hall; one touch marks a person as outside, another takes it back. */
import { html, useRef, useState } from 'preact-htm';
import { Icon } from './icons.js';
import { byHall, isSought, linesOf, stillInside } from './evacuation_state.js';
import { forgetRefusal, markOut } from './evacuation_work.js';
import { Button } from './parts.js';
import { problemWords } from './problem_words.js';
import { formatCount, formatTime, hasWords, inLanguage, language, t } from './words.js';

/** @typedef {import('./evacuation_state.js').Evacuation} Evacuation */
/** @typedef {import('./evacuation_state.js').Line} Line */

/** Why, in the reader's language where it is one of those offered; else as it was typed. @param {{reason: string}} evacuation */
export function reasonOf({ reason }) {
  const key = `evacuation.reason.${reason}`;
  return hasWords(key) ? t(key) : reason;
}

/** @param {{followed: import('./evacuation_work.js').Followed & {evacuation: Evacuation}}} props */
export function EvacuationList({ followed }) {
  const { evacuation, waiting } = followed;
  const [query, setQuery] = useState('');
  const [isAll, setAll] = useState(false);
  // Nobody who stands on the screen moves away under a finger: who is marked stays until another view is asked for.
  const stays = useRef(/** @type {Set<string>} */ (new Set()));
  const lines = linesOf(evacuation, waiting);
  for (const { reg_no, is_out } of lines) if (!is_out) stays.current.add(reg_no);
  const look = (/** @type {boolean} */ all) => {
    stays.current = new Set();
    setAll(all);
  };
  const shown = lines.filter((line) => (query.trim() ? isSought(line, query) : isAll || stays.current.has(line.reg_no)));
  const inside = stillInside(evacuation, waiting);
  return html`<div class="roll">
    <${Sending} followed=${followed} />
    <div class="roll-tools">
      <input class="input" type="search" value=${query} placeholder=${t('evacuation.search')} aria-label=${t('evacuation.search')} autocomplete="off"
        onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} />
      <div class="roll-views" role="group" aria-label=${t('evacuation.show')}>
        ${[false, true].map((all) => html`<button key=${String(all)} class="button" type="button" aria-pressed=${String(isAll === all)} onClick=${() => look(all)}>
          ${t(all ? 'evacuation.all' : 'evacuation.inside', { count: formatCount(all ? lines.length : inside) })}</button>`)}
      </div>
    </div>
    ${evacuation.counts.unnamed > 0 && html`<p class="roll-unnamed"><${Icon} name="warning" />${t('evacuation.unnamed', { count: formatCount(evacuation.counts.unnamed) })}</p>`}
    ${shown.length === 0 && html`<p class="roll-empty">${t(query.trim() ? 'evacuation.nobody_found' : lines.length ? 'evacuation.all_out' : 'evacuation.nobody')}</p>`}
    ${byHall(evacuation.halls, shown, language()).map((each) => html`<${HallPart} key=${each.hall.hall} hall=${each.hall} lines=${each.lines} />`)}
  </div>`;
}

/** What stands between a mark and the others who need to see it. @param {{followed: import('./evacuation_work.js').Followed}} props */
function Sending({ followed: { waiting, isStuck, lostAt, refused } }) {
  return html`<div role="alert">
    ${isStuck && waiting.length > 0 && html`<p class="roll-trouble"><${Icon} name="cloud-off" />${t('evacuation.not_sent', { count: formatCount(waiting.length) })}</p>`}
    ${!isStuck && lostAt && html`<p class="roll-trouble"><${Icon} name="cloud-off" />${t('evacuation.old', { at: formatTime(lostAt) })}</p>`}
    ${refused !== null && html`<p class="roll-trouble"><${Icon} name="warning" />${t('evacuation.refused')} ${problemWords(refused)}
      <${Button} onClick=${forgetRefusal}>${t('control.heard')}<//></p>`}
  </div>`;
}

/** @param {{hall: import('./evacuation_state.js').Hall, lines: Line[]}} props */
function HallPart({ hall, lines }) {
  const inside = lines.filter(({ is_out }) => !is_out).length;
  return html`<section class="roll-hall">
    <h3><span dir="auto">${inLanguage(/** @type {any} */ ({ ...hall, code: hall.hall }))}</span>
      <small>${t('evacuation.in_hall', { inside: formatCount(inside), count: formatCount(lines.length) })}
        ${hall.unnamed > 0 && html` · ${t('evacuation.unnamed_short', { count: formatCount(hall.unnamed) })}`}</small></h3>
    <ul>${lines.map((line) => html`<${One} key=${line.reg_no} line=${line} />`)}</ul>
  </section>`;
}

/** @param {{line: Line}} props */
function One({ line }) {
  const { reg_no, name, organisation, since, is_out, marked_by, at, isWaiting } = line;
  const state = isWaiting ? t('evacuation.sending') : is_out ? t('evacuation.seen_by', { by: marked_by ?? '', at: formatTime(at) }) : t('evacuation.since', { at: formatTime(since) });
  return html`<li><button type="button" class="roll-one" aria-pressed=${String(is_out)} data-waiting=${isWaiting ? 'yes' : undefined} onClick=${() => markOut(reg_no, !is_out)}>
    <${Icon} name=${is_out ? 'tick-circle' : 'person'} />
    <span class="roll-who"><b><bdi>${name || reg_no}</bdi></b><small>${reg_no}${organisation && ' · '}<bdi>${organisation}</bdi></small></span>
    <span class="roll-state"><b>${t(is_out ? 'evacuation.is_out' : 'evacuation.is_inside')}</b><small>${state}</small></span>
  </button></li>`;
}
