/** The templates of the event: what each looks like, which printer takes it, its file in and out; one opened is the designer. */
import { html, useEffect, useState } from 'preact-htm';
import { Button, Dialog, Icon } from '../lib/parts.js';
import { inLanguage, t } from '../lib/words.js';
import { Designer } from './designer.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';
import { exportTemplate, removeTemplate } from './template_calls.js';
import { CopyTemplate, ImportTemplate } from './template_dialogs.js';
import { TemplatePicture } from './template_picture.js';
import { originOf, sizeOf, titleOf } from './template_words.js';

/** @typedef {import('./control.js').Control} Control */
/** @typedef {{name: string, title: string, title_en: string, prints: string, width_mm: number|null, height_mm: number|null, has_back: boolean,
 *   for_categories: string[], is_own: boolean, is_shipped: boolean, etag: string, problems: {place: string, message: string}[], printers: string[]}} Line */

const DESIGNED = '#templates/';

/** @param {{control: Control}} props */
export function Templates({ control }) {
  const [told, read] = useReading('/templates');
  const { templates, fields } = /** @type {{templates: Line[], fields: Record<string, string>}|null} */ (told) ?? { templates: null, fields: {} };
  const name = useDesigned();
  if (name !== null) return templates === null ? html`<p class="quiet" aria-busy="true">${t('control.reading')}</p>` : html`<${Designer} key=${name} control=${control} name=${name} fields=${Object.keys(fields)} />`;
  return html`<${List} control=${control} templates=${templates} read=${read} />`;
}

/** @param {{control: Control, templates: Line[]|null, read: () => Promise<void>}} props */
function List({ control, templates, read }) {
  const [isImporting, setImporting] = useState(false);
  const [copied, setCopied] = useState(/** @type {Line|null} */ (null));
  const [leaving, setLeaving] = useState(/** @type {Line|null} */ (null));
  const remove = (/** @type {Line} */ line) => {
    setLeaving(null);
    void control.doing(async () => { await removeTemplate(line.name, line.etag); await read(); }, t('templates.removed', { name: titleOf(line) }));
  };
  const tools = html`<${Button} onClick=${() => setImporting(true)}>${t('templates.import')}<//>`;
  const names = (templates ?? []).map((each) => each.name);
  return html`<${Section} what="templates" list=${templates} action=${tools}>
      <p class="quiet">${t('templates.how')}</p>
      <ul class="templates">${(templates ?? []).map((line) => html`<li key=${line.name} class="card template" data-wrong=${line.problems.length ? 'yes' : undefined}>
        <${TemplatePicture} line=${line} label=${t('templates.picture', { name: titleOf(line) })} />
        <div class="template-words"><h2 dir="auto">${titleOf(line)}</h2>
          <p class="small quiet">${[t(`designer.prints.${line.prints}`), sizeOf(line), line.has_back && t('templates.two_sides'), t(originOf(line))].filter(Boolean).join(' · ')}</p>
          ${line.for_categories.length > 0 && html`<p class="small">${t('templates.only', { categories: line.for_categories.map((code) => inLanguage(control.me.categories.find((each) => each.code === code)) || code).join(', ') })}</p>`}
          ${line.printers.length > 0 && html`<p class="small"><${Icon} name="printer" /> <bdi>${line.printers.join(', ')}</bdi></p>`}
          ${line.problems.length > 0 && html`<p class="small template-problem">${t('designer.mistakes', { count: line.problems.length })}: <span lang="en">${line.problems[0]?.message}</span></p>`}
          <p class="row-acts">
            <a class="button template-edit" href=${DESIGNED + encodeURIComponent(line.name)} aria-label=${t('templates.edit_which', { name: titleOf(line) })}>${t('templates.edit')}</a>
            <${Button} label=${t('templates.copy_which', { name: titleOf(line) })} onClick=${() => setCopied(line)}>${t('templates.copy')}<//>
            <${Button} label=${t('templates.export_which', { name: titleOf(line) })} onClick=${() => void control.doing(() => exportTemplate(line.name), t('templates.exported', { name: `${line.name}.toml` }))}>${t('templates.export')}<//>
            ${line.is_own && html`<${Button} kind="quiet" onClick=${() => setLeaving(line)}>${t(line.is_shipped ? 'templates.back_to_shipped' : 'templates.remove')}<//>`}
          </p></div></li>`)}</ul>
      <p class="designer-small">${t('designer.small_screen')}</p>
    <//>
    ${isImporting && html`<${ImportTemplate} control=${control} names=${names} etags=${etagsOf(templates)} onClose=${() => { setImporting(false); void read(); }} />`}
    ${copied && html`<${CopyTemplate} control=${control} line=${copied} title=${titleOf(copied)} names=${names} onClose=${() => setCopied(null)} />`}
    ${leaving && html`<${Dialog} danger title=${t(leaving.is_shipped ? 'templates.back_title' : 'templates.remove_title', { name: titleOf(leaving) })} confirm=${t(leaving.is_shipped ? 'templates.back_to_shipped' : 'templates.remove')}
      onConfirm=${() => remove(leaving)} onCancel=${() => setLeaving(null)}><p>${t(leaving.is_shipped ? 'templates.back_what' : 'templates.remove_what')}</p><//>`}`;
}

/** @param {Line[]|null} templates @returns {Record<string, string>} */
const etagsOf = (templates) => Object.fromEntries((templates ?? []).map(({ name, etag }) => [name, etag]));

/** The template that is open in the designer, as the address says; null for the list. */
function useDesigned() {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const go = () => setHash(location.hash);
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }, []);
  return hash.startsWith(DESIGNED) ? decodeURIComponent(hash.slice(DESIGNED.length)) : null;
}
