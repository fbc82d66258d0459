/** Speakers who are not here yet, by the sessions that come next; their hosts are called by a touch. Who may see no persons sees counts. */
import { html, useEffect, useState } from 'preact-htm';
import { useCallPlaces } from '../lib/address_field.js';
import { newId, post } from '../lib/api.js';
import { readCalls, useStationCalls } from '../lib/calls_work.js';
import { Button, Icon } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatCount, formatTime, inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';
import { hostStations } from './speakers_state.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./speakers_state.js').NextSession} NextSession */
/** @typedef {import('./speakers_state.js').MissingSpeaker} MissingSpeaker */
/** @typedef {import('../lib/calls_state.js').CallPlace} CallPlace */

/** The last call for each speaker and session that went out from this page. @type {Map<string, string>} */
const sentHere = new Map();

/** @param {{control: Control}} props */
export function Speakers({ control }) {
  const [told, read] = useReading('/overview');
  useEffect(() => void read(), [control.seesPersons]); // names come and go with who is signed in
  const places = useCallPlaces();
  const sessions = /** @type {{sessions: NextSession[]} | null} */ (told)?.sessions ?? null;
  const isHidden = !control.seesPersons && sessions?.some(({ missing }) => missing > 0);
  const missing = (sessions ?? []).reduce((sum, each) => sum + each.missing, 0);
  return html`<${Section} what="speakers" list=${sessions} counted=${t('control.speakers.counted', { count: formatCount(missing) })}>
    <p class="quiet">${t('control.speakers.how')}</p>
    ${isHidden && html`<p class="speakers-hidden">${t('control.speakers.hidden')}</p>`}
    ${(sessions ?? []).map((each) => html`<${Next} key=${each.session} session=${each} places=${places} control=${control} />`)}
  <//>`;
}

/** @param {{session: NextSession, places: CallPlace[], control: Control}} props */
function Next({ session, places, control }) {
  const { name, speakers, missing, is_due, missing_speakers } = session;
  const hall = inLanguage(control.me.halls.find(({ code }) => code === session.hall)) || session.hall;
  return html`<section class="shift" aria-label=${inLanguage(session) || name}>
    <h2><bdi>${inLanguage(session) || name}</bdi> <span class="quiet">${[formatTime(session.starts_at), hall, Date.parse(session.starts_at) <= Date.now() && t('host.running')].filter(Boolean).join(' · ')}</span></h2>
    <p class="speakers-count" data-due=${is_due ? 'yes' : undefined}><${Icon} name=${missing === 0 ? 'tick-circle' : is_due ? 'warning' : 'clock'} />
      ${missing === 0 ? t('control.speakers.all_here', { count: formatCount(speakers) }) : t('control.speakers.missing', { missing: formatCount(missing), count: formatCount(speakers) })}</p>
    ${missing_speakers && missing_speakers.length > 0 && html`<ul class="rows">${missing_speakers.map((each) => html`<${Missing} key=${each.reg_no} speaker=${each} session=${session} places=${places} />`)}</ul>`}
  </section>`;
}

/** @param {{speaker: MissingSpeaker, session: NextSession, places: CallPlace[]}} props */
function Missing({ speaker, session, places }) {
  const { reg_no, name, organisation, host, host_phone } = speaker;
  const { sent } = useStationCalls();
  const { problem, isBusy, submit } = useSubmit();
  const [station_call_id, setId] = useState(newId);
  const key = `${session.session} ${reg_no}`;
  const stations = hostStations(places, host);
  const call = () => submit(async () => {
    await post('/station-calls', { station_call_id, to: { stations }, kind: 'speaker_missing', reg_no, session: session.session });
    sentHere.set(key, station_call_id);
    setId(newId());
    await readCalls();
  });
  const last = sent.find(({ id }) => id === sentHere.get(key));
  return html`<li class="row"><div class="row-words">
      <p class="row-name" dir="auto"><bdi>${name}</bdi> <span class="quiet">${reg_no}</span></p>
      <p class="small quiet" dir="auto">${[organisation, host ? t('control.speakers.host', { host }) : t('control.speakers.no_host'), host && stations.length === 0 && t('control.speakers.no_page')].filter(Boolean).join(' · ')}</p>
      ${last && html`<p class="small" role="status">${t(last.answered_count > 0 ? 'control.speakers.heard' : 'control.speakers.called', { at: formatTime(last.at) })}</p>`}
      ${problem && html`<p class="input-problem" role="alert">${problem.words}</p>`}</div>
    <div class="row-acts">
      ${host_phone && html`<a class="contact-phone" href=${`tel:${host_phone.replace(/[^\d+*#]/g, '')}`}><${Icon} name="call" /><bdi>${host_phone}</bdi></a>`}
      ${stations.length > 0 && html`<${Button} icon="bell" disabled=${isBusy} onClick=${call} label=${`${t('control.speakers.call')}: ${host}`}>${t('control.speakers.call')}<//>`}</div></li>`;
}
