/** The sheet in which a steward sets the page to her hand, eyes and ears. What is chosen holds at once. */
import { html, useState } from 'preact-htm';
import { LanguageSwitch } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { canVibrate, keepSettings, keptSettings, vibrate } from './settings.js';
import { CHOICES } from './settings_state.js';
import { Sheet } from './sheet.js';
import { SoundChoice } from './sounding.js';

/** @typedef {import('./settings_state.js').Settings} Settings */

/** @param {{children?: import('preact-htm').Children, onChange: (settings: Settings) => void, onClose: () => void}} props `children`: ways to other doors */
export function SettingsSheet({ children, onChange, onClose }) {
  const [settings, setSettings] = useState(keptSettings);
  const choose = (/** @type {Partial<Settings>} */ change) => {
    const changed = { ...settings, ...change };
    keepSettings(changed);
    setSettings(changed);
    onChange(changed);
    if (change.vibration === 'on') vibrate('rising');
  };
  const group = (/** @type {keyof typeof CHOICES} */ name) => html`<${Choice} name=${name} chosen=${settings[name]}
    onChoose=${(/** @type {string} */ value) => choose({ [name]: value })} />`;
  return html`<${Sheet} title=${t('door.settings.title')} close=${t('door.settings.close')} onClose=${onClose}>
    <div class="settings">
      ${group('hand')}
      ${group('look')}
      ${group('text')}
      <${SoundChoice} />
      ${canVibrate() && group('vibration')}
      <div class="setting"><p>${t('language.choose')}</p><${LanguageSwitch} /></div>
      ${children && html`<div class="setting-ways">${children}</div>`}
    </div>
  <//>`;
}

/** @param {{name: keyof typeof CHOICES, chosen: string, onChoose: (value: string) => void}} props */
function Choice({ name, chosen, onChoose }) {
  return html`<fieldset class="setting">
    <legend>${t(`door.settings.${name}`)}</legend>
    <div class="setting-choices" data-count=${CHOICES[name].length}>${CHOICES[name].map((value) => html`<label key=${value} class="segment">
      <input type="radio" name=${name} value=${value} checked=${value === chosen} onChange=${() => onChoose(value)} />
      <span>${t(`door.settings.${name}.${value}`)}</span>
    </label>`)}</div>
  </fieldset>`;
}
