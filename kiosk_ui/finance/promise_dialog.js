/** A transfer slip photographed: with this page's camera, a phone's, or out of a file. It lets the person in. */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { post } from '../lib/api.js';
import { CameraTrouble, openCamera } from '../lib/camera.js';
import { fenOf, yuanOf } from '../lib/money.js';
import { Button, Dialog } from '../lib/parts.js';
import { useSubmit } from '../lib/submit.js';
import { formatMoney, t } from '../lib/words.js';
import { Refusal, TextField, useSentId } from '../desk/form_parts.js';
import { jpegOf } from './slip_picture.js';

/** @param {import('./going_back.js').Opening} props */
export function PromiseDialog({ account, withRight, onDone, onCancel }) {
  const [amount, setAmount] = useState(yuanOf(account.owes_fen));
  const [payer, setPayer] = useState(account.organisation);
  const [picture, setPicture] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const fen = fenOf(amount);
  const id = useSentId([amount, payer, picture]);
  const isOver = fen !== null && fen > account.owes_fen;
  const send = () => submit(async () => {
    await withRight(() => post('/promises', { promise_id: id, reg_no: account.reg_no, amount_fen: fen, payer, picture: picture.split(',')[1] ?? '' }));
    onDone({ tone: 'good', key: 'finance.said.promised', values: { name: account.name, amount: formatMoney(fen ?? 0) } });
  });
  return html`<${Dialog} title=${t('finance.promise.title', { name: account.name })} confirm=${t('finance.promise.confirm')}
      disabled=${isBusy || !fen || isOver || payer.trim() === '' || picture === ''} onConfirm=${send} onCancel=${onCancel}>
    <p>${t('finance.promise.what')}</p>
    <${TextField} name="amount" label=${t('finance.amount')} value=${amount} mode="decimal" required most=${12} fault=${isOver ? t('problem.over_payment') : null} onInput=${setAmount} />
    <${TextField} name="payer" label=${t('finance.promise.payer')} value=${payer} required onInput=${setPayer} />
    ${picture === '' ? html`<${SlipCamera} onPicture=${setPicture} />`
    : html`<figure class="slip"><img src=${picture} alt=${t('finance.promise.picture')} /><${Button} icon="camera" onClick=${() => setPicture('')}>${t('finance.promise.again')}<//></figure>`}
    <${Refusal} problem=${problem} />
  <//>`;
}

/** @param {{onPicture: (dataUrl: string) => void}} props */
function SlipCamera({ onPicture }) {
  const video = useRef(/** @type {HTMLVideoElement|null} */ (null));
  const [isOn, setOn] = useState(false);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!isOn || video.current === null) return undefined;
    let stop = () => {};
    let isGone = false;
    openCamera(video.current, () => undefined).then((camera) => {
      if (isGone) camera.stop();
      else stop = camera.stop;
    }, (trouble) => {
      setSaid(t(trouble instanceof CameraTrouble ? `camera.trouble.${trouble.code}` : 'camera.trouble.none'));
      setOn(false);
    });
    return () => { isGone = true; stop(); };
  }, [isOn]);
  const snap = () => video.current && onPicture(jpegOf(video.current, video.current.videoWidth, video.current.videoHeight));
  const pick = async (/** @type {any} */ event) => {
    const file = event.target.files?.[0];
    if (!file) return;
    try {
      const bitmap = await createImageBitmap(file);
      onPicture(jpegOf(bitmap, bitmap.width, bitmap.height));
    } catch {
      setSaid(t('problem.bad_picture'));
    }
  };
  return html`<div class="slip">
    ${isOn && html`<video ref=${video} playsinline></video>`}
    <div class="slip-ways">
      ${isOn ? html`<${Button} icon="camera" onClick=${snap}>${t('finance.promise.snap')}<//>` : html`<${Button} icon="camera" onClick=${() => setOn(true)}>${t('finance.promise.camera')}<//>`}
      <label class="button slip-file"><input class="spoken" type="file" accept="image/*" capture="environment" onChange=${pick} /><span>${t('finance.promise.file')}</span></label>
    </div>
    <p class="input-problem" role="alert">${said}</p>
  </div>`;
}
