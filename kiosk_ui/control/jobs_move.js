/** Which printer a job moves to. */
import { html, useState } from 'preact-htm';
import { Dialog } from '../lib/parts.js';
import { t } from '../lib/words.js';
import { personOf } from './parts.js';

/**
 * @param {{job: import('./control_state.js').PrintJob, control: import('./control.js').Control, onMove: (printer: string) => void, onClose: () => void}} props
 */
export function MoveJob({ job, control, onMove, onClose }) {
  const able = (control.state.printers ?? []).filter(({ prints }) => prints.includes(job.prints));
  const [printer, setPrinter] = useState(able.find(({ name, trouble }) => name !== job.printer && !trouble)?.name ?? '');
  return html`<${Dialog} title=${t('control.jobs.move_title', { name: personOf(job, control) })} confirm=${t('control.jobs.move_confirm')}
      disabled=${printer === ''} onConfirm=${() => onMove(printer)} onCancel=${onClose}>
    <fieldset class="choices"><legend class="spoken">${t('control.jobs.move_to')}</legend>
      ${able.map((each) => html`<label key=${each.name} class="reason"><input type="radio" name="printer" checked=${printer === each.name}
          onChange=${() => setPrinter(each.name)} />
        <span><bdi>${each.name}</bdi> <span class="quiet small">${[each.place, t(`printer.state.${each.trouble ?? each.state ?? 'unknown'}`)].filter(Boolean).join(' · ')}</span></span></label>`)}
    </fieldset>
  <//>`;
}
