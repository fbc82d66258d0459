/**
 * Several people at once: one organisation comes with many badges, or one person picks them up for the others. The badges
 * come out in the order of the list.
 */
import { html, useEffect, useState } from 'preact-htm';
import { get, post } from '../lib/api.js';
import { Button, Dialog } from '../lib/parts.js';
import { SignaturePad } from '../lib/signature.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, formatTime, t } from '../lib/words.js';
import { Refusal, TextField, Tick, useSentId } from './form_parts.js';
import { allOrNone, inOrder, joined, lying, NOBODY, obstacle, summed, toggled } from './group_state.js';
import { Seek } from './seek.js';

/** @typedef {import('./group_state.js').Choice} Choice */
/** @typedef {import('./group_state.js').Purpose} Purpose */

/** @param {import('./shapes.js').Opening} props */
export function GroupCheckIn({ card, withRight, onDone, onCancel }) {
  const list = usePeople(card, 'come');
  const [handsOut, setHandsOut] = useState(true);
  const { problem, isBusy, submit } = useSubmit();
  const reg_nos = inOrder(list.choice);
  const id = useSentId([reg_nos, handsOut]);
  const send = () => submit(async () => {
    const { people } = await withRight(() => post('/group-check-ins', { group_check_in_id: id, reg_nos, print: true, hand_out: handsOut }));
    const { came, here, refused } = summed(people);
    const detail = [here + refused > 0 ? t('desk.group.left_out', { here, refused }) : '', lyingWords(people, list.choice.people)].filter(Boolean).join(' ');
    onDone({ key: 'desk.said.group', values: { count: came }, detail, tone: refused > 0 ? 'warn' : 'good' });
  });
  return html`<${Dialog} title=${t('desk.group.title')} confirm=${t('desk.group.confirm', { count: reg_nos.length })} wide
      disabled=${isBusy || reg_nos.length === 0} onConfirm=${send} onCancel=${onCancel}>
    <${People} list=${list} purpose="come" />
    <${Tick} label=${t('desk.group.hand_out')} checked=${handsOut} onChange=${setHandsOut} />
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {import('./shapes.js').Opening} props */
export function PickUp({ card, withRight, onDone, onCancel }) {
  const list = usePeople(card, 'pick_up');
  const [by, setBy] = useState('');
  const [phone, setPhone] = useState('');
  const [handsOut, setHandsOut] = useState(true);
  const [signature, setSignature] = useState(/** @type {any} */ (null));
  const { problem, isBusy, submit } = useSubmit();
  const reg_nos = inOrder(list.choice);
  const id = useSentId([reg_nos, by, phone, handsOut, signature]);
  const fault = (/** @type {string} */ field) => (problem?.field === field ? problem.words : null);
  const send = () => submit(async () => {
    const { people } = await withRight(() => post('/pick-ups', { pick_up_id: id, reg_nos, by: by.trim(), phone: phone.trim(), signature, hand_out: handsOut }));
    onDone({ key: 'desk.said.pick_up', values: { count: reg_nos.length, by: by.trim() }, detail: lyingWords(people, list.choice.people) });
  });
  return html`<${Dialog} title=${t('desk.pick_up.title')} confirm=${t('desk.pick_up.confirm', { count: reg_nos.length })} wide
      disabled=${isBusy || reg_nos.length === 0 || by.trim() === '' || phone.trim() === '' || signature === null} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('desk.pick_up.what')}</p>
    <${People} list=${list} purpose="pick_up" />
    <div class="form-grid">
      <${TextField} name="by" label=${t('desk.pick_up.by')} value=${by} onInput=${setBy} required fault=${fault('by')} />
      <${TextField} name="phone" type="tel" value=${phone} onInput=${setPhone} required fault=${fault('phone')} />
    </div>
    <${Tick} label=${t('desk.pick_up.hand_out')} checked=${handsOut} onChange=${setHandsOut} />
    <${SignaturePad} label=${t('desk.pick_up.sign', { count: reg_nos.length })} onChange=${setSignature} />
    <${Refusal} problem=${problem?.field === 'by' || problem?.field === 'phone' ? null : problem} />
  <//>`;
}

/**
 * Which badges to take out of which box, in a sentence; none where all of them print now.
 * @param {Parameters<typeof lying>[0]} answers
 * @param {Parameters<typeof lying>[1]} people
 */
function lyingWords(answers, people) {
  const boxes = lying(answers, people).map(({ box, names }) =>
    t(box === null ? 'desk.group.lie_ready' : 'desk.group.in_box', { box: box ?? '', names: names.join(t('desk.group.and')) }));
  return boxes.length > 0 ? t('desk.group.pre_printed', { boxes: boxes.join(' · ') }) : '';
}

/**
 * @param {import('./shapes.js').Card|null} card  who is open: her organisation is asked for at once
 * @param {Purpose} purpose
 */
function usePeople(card, purpose) {
  const [choice, setChoice] = useState(/** @type {Choice} */ (NOBODY));
  const [organisation, setOrganisation] = useState(card?.organisation ?? '');
  const { problem, isBusy, submit } = useSubmit();
  const ask = () => submit(async () => {
    const { people } = await get(`/groups?organisation=${encodeURIComponent(organisation.trim())}`);
    setChoice((before) => joined(before, people, purpose));
  });
  useEffect(() => {
    if (organisation !== '') void ask();
  }, []);
  const add = (/** @type {any} */ hit) => setChoice((before) => joined(before, [hit], purpose));
  return { choice, setChoice, organisation, setOrganisation, ask, add, problem, isBusy };
}

/** @param {{list: ReturnType<typeof usePeople>, purpose: Purpose}} props */
function People({ list, purpose }) {
  const { choice, setChoice } = list;
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    void list.ask();
  };
  return html`<div class="people">
    <div class="people-ask">
      <div onKeyDown=${onKey}><${TextField} name="organisation" label=${t('desk.group.organisation')} value=${list.organisation} onInput=${list.setOrganisation} fault=${list.problem?.words} /></div>
      <${Button} disabled=${list.isBusy || list.organisation.trim() === ''} onClick=${list.ask}>${t('desk.group.show')}<//>
    </div>
    <${Seek} label=${t('desk.group.add')} onFound=${list.add} without=${choice.people.map(({ reg_no }) => reg_no)} />
    ${choice.people.length === 0
      ? html`<p class="quiet">${t('desk.group.empty')}</p>`
      : html`<div class="people-head"><p role="status">${t('desk.group.chosen', { count: choice.chosen.length, of: choice.people.length })}</p>
          <${Button} kind="quiet" onClick=${() => setChoice(allOrNone(choice, purpose))}>${t('desk.group.all')}<//></div>
        <ul class="people-list">${choice.people.map((each) => html`<${PersonLine} key=${each.reg_no} person=${each} purpose=${purpose}
          isChosen=${choice.chosen.includes(each.reg_no)} onToggle=${() => setChoice(toggled(choice, each.reg_no))} />`)}</ul>`}
  </div>`;
}

/** @param {{person: import('./group_state.js').Member, purpose: Purpose, isChosen: boolean, onToggle: () => void}} props */
function PersonLine({ person, purpose, isChosen, onToggle }) {
  const stands = obstacle(person, purpose);
  const why = stands && t(stands, { at: formatTime(person.checked_in_at), amount: formatMoney(person.owes_fen) });
  return html`<li><label class="tick people-line" data-stands=${stands ? 'yes' : undefined}>
    <input type="checkbox" checked=${isChosen} disabled=${stands !== null} onChange=${onToggle} />
    <span><strong dir="auto">${person.name}</strong> <bdi class="quiet small">${person.position}</bdi> <span class="quiet small">${person.reg_no}</span></span>
    ${why && html`<span class="people-why small">${why}</span>`}</label></li>`;
}
