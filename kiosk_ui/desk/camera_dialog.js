/** Scanning with this device's own camera: a phone in the queue has no USB scanner. */
import { html } from 'preact-htm';
import { Dialog } from '../lib/parts.js';
import { ScanPicture } from '../lib/scan_picture.js';
import { t } from '../lib/words.js';

/** @param {{onRead: (text: string) => void, onCancel: () => void}} props */
export function CameraDialog({ onRead, onCancel }) {
  return html`<${Dialog} title=${t('desk.camera.title')} confirm=${t('desk.camera.close')} cancel=${false} onConfirm=${onCancel} onCancel=${onCancel}>
    <div class="desk-camera"><${ScanPicture} onRead=${onRead} hint=${t('desk.camera.hint')} /></div>
  <//>`;
}
