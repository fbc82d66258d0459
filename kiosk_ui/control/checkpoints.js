/** The checkpoints, and what each insists on in plain words; changed here, and undone. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { put } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';
import { PolicySentences } from './policy_fields.js';
import { PolicyForm } from './policy_form.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {import('./control_state.js').Checkpoint} Checkpoint */
/** What was changed last: at which door it was saved, and what every door of it insisted on before. @typedef {{at: string, before: Record<string, Record<string, unknown>>}} Undo */

/** @param {{control: Control}} props */
export function Checkpoints({ control }) {
  const { checkpoints } = control.state;
  const [open, setOpen] = useState(/** @type {string|null} */ (null));
  const [undo, setUndo] = useState(/** @type {Undo|null} */ (null));
  const saved = (/** @type {Checkpoint} */ { code: at, hall }, /** @type {boolean} */ isForAll, /** @type {Record<string, boolean|number>} */ changes) => {
    // Of a whole hall those that let out too: the server has changed them with the others.
    const doors = (checkpoints ?? []).filter((each) => isForAll ? each.hall === hall : each.code === at);
    setUndo({ at, before: Object.fromEntries(doors.map(({ code, policy }) => [code, Object.fromEntries(Object.keys(changes).map((field) => [field, policy[field]]))])) });
    setOpen(null);
    void control.readAgain();
  };
  const takeBack = () => {
    const before = Object.entries(undo?.before ?? {});
    void control.doing(async () => {
      for (const [code, policy] of before) await put(`/checkpoints/${encodeURIComponent(code)}/policy`, policy);
      setUndo(null);
    }, t('control.checkpoints.undone'));
  };
  return html`<${Section} what="checkpoints" list=${checkpoints}>
    <p class="quiet">${t('control.checkpoints.how')}</p>
    <ul class="doors">${(checkpoints ?? []).map((checkpoint) => html`<${Door} key=${checkpoint.code} checkpoint=${checkpoint} control=${control} isOpen=${open === checkpoint.code}
      undo=${undo?.at === checkpoint.code ? undo : null} onOpen=${() => setOpen(checkpoint.code)} onClose=${() => setOpen(null)} onUndo=${takeBack}
      onSaved=${(/** @type {boolean} */ isForAll, /** @type {Record<string, boolean|number>} */ changes) => saved(checkpoint, isForAll, changes)} />`)}</ul>
  <//>`;
}

/**
 * @param {{checkpoint: Checkpoint, control: Control, isOpen: boolean, undo: Undo|null, onOpen: () => void, onClose: () => void, onUndo: () => void,
 *   onSaved: (isForAll: boolean, changes: Record<string, boolean|number>) => void}} props
 */
function Door({ checkpoint, control, isOpen, undo, onOpen, onClose, onUndo, onSaved }) {
  const { me, state } = control;
  const name = inLanguage(checkpoint);
  const hall = inLanguage(me.halls.find(({ code }) => code === checkpoint.hall)) || checkpoint.hall;
  const categories = checkpoint.categories.map((code) => inLanguage(me.categories.find((each) => each.code === code)) || code);
  const others = (state.checkpoints ?? []).filter(({ hall: where, code, direction }) => where === checkpoint.hall && code !== checkpoint.code && direction !== 'out');
  const card = useFocusBack(isOpen);
  return html`<li class="card door" ref=${card} data-flush=${checkpoint.policy['flush'] === true ? 'yes' : undefined}><h2 dir="auto">${name}</h2>
    <p class="small quiet">${[t(`control.checkpoints.${checkpoint.direction}`, { hall }),
      categories.length === 0 ? t('control.checkpoints.everyone') : t('control.checkpoints.only', { categories: categories.join(', ') })].join(' · ')}</p>
    ${undo && html`<p class="door-saved" role="status"><${Icon} name="tick-circle" /><span>${Object.keys(undo.before).length > 1 ? t('control.checkpoints.changed_all', { hall, count: Object.keys(undo.before).length }) : t('control.checkpoints.changed', { checkpoint: name })}</span>
      <${Button} icon="back" onClick=${onUndo}>${t('control.checkpoints.undo')}<//></p>`}
    ${checkpoint.direction === 'out' ? html`<p>${t('control.checkpoints.out_always')}</p>`
      : isOpen ? html`<${PolicyForm} control=${control} checkpoint=${checkpoint} hall=${hall} others=${others} onSaved=${onSaved} onCancel=${onClose} />`
      : html`<${PolicySentences} policy=${checkpoint.policy} />
        <div class="row-acts"><${Button} onClick=${onOpen} label=${t('control.checkpoints.change_of', { checkpoint: name })}>${t('control.checkpoints.change')}<//>
          <a class="button" href=${`#simulator/${encodeURIComponent(checkpoint.code)}`}>${t('control.checkpoints.simulate')}</a></div>`}</li>`;
}

/** Opened, the form takes the focus; closed, it goes back to the door's button. @param {boolean} isOpen */
function useFocusBack(isOpen) {
  const card = useRef(/** @type {HTMLElement|null} */ (null));
  const was = useRef(isOpen);
  useEffect(() => {
    if (was.current === isOpen) return;
    was.current = isOpen;
    const first = card.current?.querySelector(isOpen ? 'form input' : '.row-acts button');
    if (first instanceof HTMLElement) first.focus();
  }, [isOpen]);
  return card;
}
