/** The group bots of event.toml: what each is told, what waits for it, and a test message with what its service said. */
import { html, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { Button } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, formatTime, t } from '../lib/words.js';
import { useReading } from './reading.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{bot: string, number: number, service: string, kinds: string[]|null, has_digest: boolean, queued: number, failed: number, last_sent_at: string|null, last_problem: string|null, last_error: string|null}} Bot */

const ANSWER_MS = 25_000; // the server itself waits 15 s for a slow service

/** @param {{control: Control}} props */
export function Bots({ control }) {
  const [told, read] = useReading('/alert-bots');
  const bots = /** @type {{bots: Bot[]} | null} */ (told)?.bots ?? null;
  return html`<div class="card setting"><h2>${t('control.bots.title')}</h2><p class="small quiet">${t('control.bots.how')}</p>
    ${bots === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>`
      : bots.length === 0 ? html`<p>${t('control.bots.none')}</p>`
        : html`<ul class="rows">${bots.map((bot) => html`<${BotRow} key=${bot.bot} bot=${bot} control=${control} onTried=${read} />`)}</ul>`}
  </div>`;
}

/** @param {{bot: Bot, control: Control, onTried: () => void}} props */
function BotRow({ bot, control, onTried }) {
  const [answer, setAnswer] = useState(/** @type {{outcome: string, detail: string}|null} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const send = () => submit(async () => {
    setAnswer(null);
    setAnswer(await control.withRight(() => post('/alert-bot-tests', { bot: bot.bot }, ANSWER_MS)));
    onTried();
  });
  const said = bot.last_problem === 'refused' ? /\((.*)\)$/.exec(bot.last_error ?? '')?.[1] : undefined; // what its service answered
  const hears = bot.kinds === null ? t('control.bots.every_kind') : bot.kinds.map((kind) => t(`alert.kind.${kind}`)).join(', ');
  const facts = [
    bot.last_sent_at ? t('control.bots.sent', { at: formatTime(bot.last_sent_at) }) : t('control.bots.nothing_sent'),
    bot.queued > 0 && t('control.bots.queued', { count: formatCount(bot.queued) }), bot.failed > 0 && t('control.bots.failed', { count: formatCount(bot.failed) }),
    bot.has_digest && t('control.bots.digest'),
  ];
  return html`<li class="row"><div class="row-words">
      <p class="row-name">${t('control.bots.name', { number: bot.number, service: bot.service })}</p>
      <p class="small quiet">${hears}</p><p class="small quiet">${facts.filter(Boolean).join(' · ')}</p>
      ${bot.last_problem && html`<p class="small input-problem">${t(`control.bots.problem.${bot.last_problem}`)}${said && html` <span class="quiet" dir="auto">${said}</span>`}</p>`}
      ${answer && html`<p class="small" role="status" data-outcome=${answer.outcome}>${t(`control.bots.outcome.${answer.outcome}`)}${answer.detail && html` <span class="quiet" dir="auto">${answer.detail}</span>`}</p>`}
      ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}</div>
    <div class="row-acts"><${Button} disabled=${isBusy} onClick=${send}>${t(isBusy ? 'control.bots.sending' : 'control.bots.test')}<//></div></li>`;
}
