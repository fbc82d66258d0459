/** What a steward's thumb reaches: the last scans, taking back, typing, settings. The same at a hall's door and a dining hall's. */
import { html, useState } from 'preact-htm';
import { Icon, LanguageSwitch } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { useActs } from './acting.js';
import { actFor, listed } from './acts_state.js';
import { Recents, TypedCode } from './door_parts.js';
import { LastScans } from './last_scans.js';
import { keptSettings } from './settings.js';
import { SettingsSheet } from './settings_sheet.js';
import { swipes } from './swipes.js';

/** @typedef {'last' | 'typed' | 'settings' | null} Open */

/**
 * @param {{me: import('../lib/me').Me, door: import('./door_state.js').Door, words?: 'verdict' | 'meal', onCode: (code: string) => void,
 *   onLetIn?: ((answer: any) => void) | null, children?: import('preact-htm').Children}} props
 *   `onLetIn`: told of an admission by a supervisor's word; null where scans can't be taken back; `children`: ways to other doors
 */
export function DoorFoot({ me, door, words = 'verdict', onCode, onLetIn = null, children }) {
  const [open, setOpen] = useState(/** @type {Open} */ (null));
  const [hand, setHand] = useState(() => keptSettings().hand);
  const acts = useActs(me, (answer) => {
    setOpen(null); // the person stands there: her welcome is what to see
    onLetIn?.(answer);
  });
  const close = () => setOpen(null);
  const recents = listed(door.recents, [], acts.done);
  const [newest] = recents;
  const act = onLetIn ? actFor(newest) : null;
  const typed = (/** @type {string} */ code) => {
    close();
    onCode(code);
  };
  const buttons = [
    html`<${Way} key="settings" icon="settings" onClick=${() => setOpen('settings')}>${t('door.settings')}<//>`,
    html`<${Way} key="typed" icon="keyboard" onClick=${() => setOpen('typed')}>${t('door.type')}<//>`,
    html`<${Way} key="last" icon="list" onClick=${() => setOpen('last')}>${t('door.last')}<//>`,
    onLetIn && html`<${Way} key="act" icon=${act === 'let_in' ? 'key' : 'undo'} disabled=${!act} onClick=${() => act && newest && acts.ask(act, newest)}>
      ${t(act === 'let_in' ? 'door.let_in' : 'door.undo')}<//>`,
  ];
  return html`<section class="door-foot" ...${swipes({ up: () => setOpen('last') })}>
    <${Recents} recents=${recents} categories=${me.categories} words=${words} />
    <p class="door-told" role="status">${open === 'last' ? '' : acts.told}</p>
    <nav class="door-ways" aria-label=${t('door.ways')}>${hand === 'left' ? buttons.reverse() : buttons}</nav>
    <div class="door-more">${children}<${LanguageSwitch} /></div>
    ${open === 'last' && html`<${LastScans} recents=${door.recents} done=${acts.done} told=${acts.told} categories=${me.categories} words=${words}
      onAct=${onLetIn ? acts.ask : null} onClose=${close} />`}
    ${open === 'typed' && html`<${TypedCode} eventCode=${me.event.code} onCode=${typed} onCancel=${close} />`}
    ${open === 'settings' && html`<${SettingsSheet} onChange=${(/** @type {import('./settings_state.js').Settings} */ set) => setHand(set.hand)} onClose=${close}>${children}<//>`}
    ${acts.dialogs}
  </section>`;
}

/** @param {{icon: string, disabled?: boolean, children?: import('preact-htm').Children, onClick: () => void}} props */
function Way({ icon, disabled, children, onClick }) {
  return html`<button class="door-way" type="button" disabled=${disabled} onClick=${onClick}><${Icon} name=${icon} /><span>${children}</span></button>`;
}
