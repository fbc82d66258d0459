/** Calls as lists: those for this station in full, and those that were sent with who has heard them and who has not. */
import { html } from 'preact-htm';
import { whence, wordsOf } from './calls_words.js';
import { hear } from './calls_work.js';
import { Button, Icon } from './parts.js';
import { formatCount, formatTime, t } from './words.js';

/** @typedef {import('./calls_state.js').StationCall} StationCall */
/** @typedef {import('./calls_state.js').SentCall} SentCall */

/** @param {{calls: StationCall[]}} props */
export function CallsForUs({ calls }) {
  if (calls.length === 0) return null;
  return html`<section class="roll-hall"><h3>${t('calls.for_us')} <small>${t('calls.count', { count: formatCount(calls.length) })}</small></h3>
    <ul>${calls.map((call) => html`<li key=${call.id} class="call-line"><${Icon} name="bell" />
      <span class="call-words"><b dir="auto">${wordsOf(call)}</b><small dir="auto">${whence(call)}</small></span>
      <${Button} onClick=${() => void hear(call.id)}>${t('calls.heard')}<//></li>`)}</ul></section>`;
}

/** @param {{sent: SentCall[], title?: string}} props */
export function SentCalls({ sent, title = t('calls.sent') }) {
  return html`<section class="roll-hall sent-calls"><h3>${title} <small>${t('calls.count', { count: formatCount(sent.length) })}</small></h3>
    ${sent.length === 0 && html`<p class="roll-empty">${t('calls.sent_none')}</p>`}
    <ul tabindex=${sent.length ? 0 : undefined} aria-label=${title}>${sent.map((call) => html`<${Sent} key=${call.id} call=${call} />`)}</ul></section>`;
}

/** @param {{call: SentCall}} props */
function Sent({ call }) {
  const { stations, answered_count, waiting_count } = call;
  const all = answered_count + waiting_count;
  const isDone = waiting_count === 0 && all > 0;
  const heard = stations.filter(({ answered_at }) => answered_at !== null);
  const waiting = stations.filter(({ answered_at, role }) => answered_at === null && role !== 'board');
  return html`<li class="call-line" data-done=${isDone ? 'yes' : undefined}><${Icon} name=${isDone ? 'tick-circle' : all === 0 ? 'bell' : 'clock'} />
    <div class="call-words"><b dir="auto">${wordsOf(call)}</b><small dir="auto">${whence(call)}</small>
      ${heard.length > 0 && html`<p class="call-heard" dir="auto"><${Icon} name="check" />${t('calls.heard_by', { who: heard.map(heardBy).join(', ') })}</p>`}
      ${waiting.length > 0 && html`<p class="call-waits" dir="auto"><${Icon} name="clock" />${t('calls.waits_for', { who: waiting.map(({ name }) => name).join(', ') })}</p>`}</div>
    ${all > 0 && html`<span class="call-count">${t('calls.answered', { count: formatCount(answered_count), all: formatCount(all) })}</span>`}</li>`;
}

/** @param {import('./calls_state.js').CalledStation} station */
function heardBy({ name, answered_by, answered_at }) {
  return `${answered_by && answered_by !== name ? `${name} (${answered_by})` : name} ${formatTime(answered_at)}`;
}
