/** The question in large letters with four faces, and the thanks. The faces are ours; words and mouths tell them apart, not colour alone. */
import { html } from 'preact-htm';
import { Icon } from '../lib/parts.js';
import { inLanguage, language, t } from '../lib/words.js';
import { LEVELS } from './asking_state.js';

/** @typedef {import('../lib/me').Me} Me */
/** @typedef {import('./asking_state.js').Asking} Asking */
/** @typedef {import('./asking_state.js').Question} Question */
/** @typedef {import('./asking_work.js').Asks} Asks */

const MOUTHS = {
  4: 'M30 56c4 15 12 22 20 22s16-7 20-22z',
  3: 'M33 60c5 8 11 11 17 11s12-3 17-11',
  2: 'M34 66h32',
  1: 'M33 73c5-8 11-11 17-11s12 3 17 11',
};
const WHOLE_AT_MOST = 16; // characters: a longer word may break, or it would leave the screen
const BROWS = { 4: '', 3: '', 2: '', 1: 'M26 35l13-5M74 35l-13-5' };

/** @param {{me: Me, asks: Asks}} props */
export function AskingScreen({ me, asks }) {
  const { asking } = asks;
  if (asking.thanked) return html`<${Thanks} key="thanks" thanked=${asking.thanked} question=${asking.question} onChoose=${asks.choose} />`;
  if (!asking.question) return null;
  const { question, group, isUnknown } = asking;
  const other = language().startsWith('zh') ? question.text_en : question.text;
  return html`<section class="asking" key="asking">
    <div class="asking-words"><h1 dir="auto">${unbroken(textOf(question))}</h1>
      ${other !== textOf(question) && html`<p class="also" dir="auto" lang=${language().startsWith('zh') ? 'en' : 'zh'}>${other}</p>`}</div>
    <div class="faces" role="group" aria-label=${t('kiosk.asking.title')}>
      ${LEVELS.map((level, at) => html`<button key=${level} class="face" type="button" data-level=${level} aria-keyshortcuts=${String(at + 1)} onClick=${() => asks.tap(level)}>
        <${Face} level=${level} /><span>${t(`kiosk.asking.level.${level}`)}</span></button>`)}
    </div>
    <div class="asking-foot" role="status">
      ${group !== null ? html`<p class="asking-group"><${Icon} name="tick-circle" />${t('kiosk.asking.group', { group: groupName(me, group) })}</p>`
        : isUnknown && html`<p class="asking-group" data-tone="warn"><${Icon} name="warning" />${t('kiosk.asking.unknown_badge')}</p>`}
      <p class="quiet">${t('kiosk.asking.anonymous')}</p></div>
  </section>`;
}

/** @param {{thanked: import('./asking_state.js').Thanked, question: Question | null, onChoose: (group: string) => void}} props */
function Thanks({ thanked: { answer, mayChoose, isChosen }, question, onChoose }) {
  return html`<section class="said thanks" data-tone="good">
    <${Icon} name="tick-circle" />
    <h1>${t(isChosen ? 'kiosk.asking.thanks_group' : 'kiosk.asking.thanks')}</h1>
    <p class="lead">${t('kiosk.asking.noted', { level: t(`kiosk.asking.level.${answer.level}`) })}</p>
    ${mayChoose && question && html`<div class="groups"><h2 id="who">${t('kiosk.asking.who')}</h2>
      <div class="group-choice" role="group" aria-labelledby="who">${question.groups.map((each) => html`<button key=${each.code} class="button" type="button" onClick=${() => onChoose(each.code)}>
        <span dir="auto">${inLanguage(each)}</span></button>`)}</div></div>`}
  </section>`;
}

/** @param {{level: 1 | 2 | 3 | 4}} props */
function Face({ level }) {
  return html`<svg viewBox="0 0 100 100" aria-hidden="true" focusable="false"><circle cx="50" cy="50" r="46" /><g>
    <circle class="eye" cx="35" cy="42" r="5" /><circle class="eye" cx="65" cy="42" r="5" />
    ${BROWS[level] && html`<path d=${BROWS[level]} />`}<path class=${level === 4 ? 'laugh' : 'mouth'} d=${MOUTHS[level]} /></g></svg>`;
}

/** What a screen reader says of it. @param {Asking} asking */
export function askingSpoken({ question, thanked }) {
  if (thanked) return t(thanked.isChosen ? 'kiosk.asking.thanks_group' : 'kiosk.asking.thanks');
  return question ? t('kiosk.asking.title_spoken', { question: textOf(question) }) : '';
}

/** @param {Question} question */
const textOf = ({ text, text_en }) => (language().startsWith('zh') ? text : text_en);

/** A word with a hyphen stays on one line: "on-site" is read as one. @param {string} text */
const unbroken = (text) => text.split(/([\p{Script=Latin}\d]+(?:-[\p{Script=Latin}\d]+)+)/u).map((part, at) => (at % 2 && part.length <= WHOLE_AT_MOST ? html`<span class="whole">${part}</span>` : part));

/** @param {Me} me @param {string} code */
const groupName = (me, code) => inLanguage(me.categories.find((each) => each.code === code)) || code;
