/** Calls and reminders: sending a call, who has heard which, and what is told by itself at its time. */
import { html } from 'preact-htm';
import { CallForm } from '../lib/call_form.js';
import { useStationCalls } from '../lib/calls_work.js';
import { SentCalls } from '../lib/sent_calls.js';
import { t } from '../lib/words.js';
import { Reminders } from './reminders.js';

/** @param {{control: import('./control.js').Control}} props */
export function Calls({ control }) {
  const { sent } = useStationCalls();
  return html`<section class="control-section messages" aria-labelledby="section-title">
    <header class="section-head"><h1 id="section-title">${t('control.calls.title')}</h1></header>
    <${CallForm} me=${control.me} />
    <${SentCalls} sent=${sent} title=${t('control.calls.sent')} />
    <${Reminders} control=${control} />
  </section>`;
}
