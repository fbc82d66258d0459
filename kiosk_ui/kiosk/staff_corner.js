/**
 * What staff do at a kiosk, behind a name and a PIN: look at the printers, take it out of order and back, leave the full
 * screen, reload. Nobody stays signed in: closing it signs out, and so does a minute without a touch.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { del, operatorSession, post, setOperatorSession } from '../lib/api.js';
import { Button, Icon } from '../lib/parts.js';
import { problemWords } from '../lib/problem_words.js';
import { t } from '../lib/words.js';

const LEFT_MS = 60000;

/** @typedef {import('./printer_choice.js').Printer} Printer */

/**
 * @param {{printers: Printer[], isTaken: boolean, onTake: (isTaken: boolean) => void, onClose: () => void}} props
 *   `isTaken`: whether staff took this kiosk out of order
 */
export function StaffCorner({ printers, isTaken, onTake, onClose }) {
  const [name, setName] = useState(/** @type {string | null} */ (null));
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      signOut();
    };
  }, []);
  useLeft(onClose);
  const cancelled = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog class="dialog staff" ref=${dialog} onCancel=${cancelled} aria-label=${t('kiosk.staff.title')}>
    <div class="staff-head"><h2>${t('kiosk.staff.title')}</h2>
      <${Button} kind="quiet" icon="x" onClick=${onClose} label=${t('kiosk.staff.close')} /></div>
    ${name === null ? html`<${SignIn} onDone=${setName} />`
      : html`<${Panel} name=${name} printers=${printers} isTaken=${isTaken} onTake=${onTake} onClose=${onClose} />`}
  </dialog>`;
}

/** End what an operator began here, on the server and in this tab. */
export function signOut() {
  if (operatorSession() === null) return;
  void del('/operator-sessions/current').catch(() => undefined);
  setOperatorSession(null);
}

/** @param {{onDone: (name: string) => void}} props */
function SignIn({ onDone }) {
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (form.current));
    setBusy(true);
    try {
      const told = await post('/operator-sessions', { name: String(typed.get('name') ?? '').trim(), pin: String(typed.get('pin') ?? '') });
      setOperatorSession(told.operator_session);
      onDone(told.name);
    } catch (refused) {
      setProblem(problemWords(refused));
      setBusy(false);
      const pin = form.current?.querySelector('[name="pin"]');
      if (pin instanceof HTMLInputElement) {
        pin.value = '';
        pin.focus();
      }
    }
  };
  return html`<form ref=${form} onSubmit=${submit}>
    <p class="quiet">${t('kiosk.staff.why')}</p>
    <label>${t('kiosk.staff.name')}<input name="name" autocomplete="off" required dir="auto" maxlength="200" /></label>
    <label>${t('kiosk.staff.pin')}<input name="pin" type="password" inputmode="numeric" autocomplete="off" required maxlength="64"
      aria-invalid=${String(problem !== '')} aria-describedby="staff-problem" /></label>
    <p id="staff-problem" class="mismatch" role="alert" hidden=${problem === ''}><${Icon} name="warning" />${problem}</p>
    <${Button} kind="main" type="submit" disabled=${isBusy}>${t('kiosk.staff.sign_in')}<//>
  </form>`;
}

/** @param {{name: string, printers: Printer[], isTaken: boolean, onTake: (isTaken: boolean) => void, onClose: () => void}} props */
function Panel({ name, printers, isTaken, onTake, onClose }) {
  const isFull = document.fullscreenElement !== null;
  const first = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  const changeScreen = () => {
    void (isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
    onClose();
  };
  return html`<div class="staff-panel" ref=${first}>
    <p class="quiet">${t('kiosk.staff.signed_in')} <bdi>${name}</bdi></p>
    <h3>${t('kiosk.staff.printers', { count: printers.length })}</h3>
    ${printers.length === 0 ? html`<p>${t('kiosk.staff.no_printer')}</p>` : html`<ul class="staff-printers">${printers.map((each) => html`<li key=${each.name} data-state=${each.state}>
      <${Icon} name="printer" /><bdi>${each.name}</bdi><span>${t(`printer.state.${each.state}`)}</span></li>`)}</ul>`}
    <p class="staff-order" data-taken=${isTaken ? 'yes' : 'no'} role="status">${t(isTaken ? 'kiosk.staff.is_out' : 'kiosk.staff.is_in')}</p>
    <div class="staff-acts">
      <${Button} kind="main" onClick=${() => onTake(!isTaken)}>${t(isTaken ? 'kiosk.staff.back' : 'kiosk.staff.take_out')}<//>
      <${Button} onClick=${changeScreen}>${t(isFull ? 'kiosk.staff.window' : 'kiosk.staff.full')}<//>
      <${Button} onClick=${() => location.reload()}>${t('kiosk.staff.reload')}<//>
      <${Button} onClick=${onClose}>${t('kiosk.staff.sign_out')}<//>
    </div>
  </div>`;
}

/** @param {() => void} onLeft nobody has touched anything for a minute */
function useLeft(onLeft) {
  useEffect(() => {
    let timer = setTimeout(onLeft, LEFT_MS);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(onLeft, LEFT_MS);
    };
    document.addEventListener('pointerdown', again);
    document.addEventListener('keydown', again);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerdown', again);
      document.removeEventListener('keydown', again);
    };
  }, []);
}
