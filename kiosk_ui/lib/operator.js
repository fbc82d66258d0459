/**
 * An operator signing in at a station, asked for only when the server says that a right is missing.
 * Used by every page with operators.
 */
import { html, useEffect, useRef, useState } from 'preact-htm';
import { del, operatorSession, post, Problem, setOperatorSession } from './api.js';
import { Button, Dialog, Icon } from './parts.js';
import { t } from './words.js';
import { useSubmit } from './submit.js';

/** A supervisor who helped once must not stay signed in at somebody else's desk; who works there does. */
const SIGNED_IN_MS = 10 * 60 * 1000;
const WORKING_HERE = ['desk', 'finance'];
/** Refusals that somebody else's sign-in may lift: another's right, or (strict zones) a supervisor's word. */
const LIFTED_BY_SIGNING_IN = ['right_missing', 'not_signed_in', 'other_zone', 'not_your_entry', 'not_your_drawer', 'charged_category', 'other_method'];

/** @typedef {{name: string, roles: string[], rights?: string[]}} Operator */
/** @typedef {{resolve: (hasSignedIn: boolean) => void}} Waiting */

/** Whoever was asked to sign in turned away; the act was not done. */
export class NotSignedIn extends Problem {
  constructor() {
    super({ status: 403, code: 'turned_away' });
  }
}

/** @param {Operator|null} known */
export function useOperator(known) {
  const [operator, setOperator] = useState(known);
  const [waiting, setWaiting] = useState(/** @type {Waiting|null} */ (null));
  const present = useRef(operator);
  present.current = operator;

  const forget = () => {
    setOperatorSession(null);
    setOperator(null);
  };
  const signOut = () => {
    void del('/operator-sessions/current').catch(() => undefined);
    forget();
  };
  useEffect(() => {
    if (operator === null || operator.roles.every((role) => WORKING_HERE.includes(role))) return undefined;
    const timer = setTimeout(signOut, SIGNED_IN_MS);
    return () => clearTimeout(timer);
  }, [operator]);

  const askToSignIn = () => new Promise((/** @type {(hasSignedIn: boolean) => void} */ resolve) =>
    setWaiting({ resolve }));
  /**
   * Do it; when a right is missing, let someone sign in and do it once more.
   * @template T
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  const withRight = async (act) => {
    const first = await tried(act);
    if ('told' in first) return first.told;
    if (first.missing === 'not_signed_in') {
      forget();
      const again = await tried(act);
      if ('told' in again) return again.told;
    }
    const working = { operator: present.current, session: operatorSession() };
    if (!(await askToSignIn())) throw new NotSignedIn();
    try {
      return await act();
    } finally {
      // Her word was for this one act: whoever works here goes on working.
      if (working.session !== null) {
        await del('/operator-sessions/current').catch(() => undefined);
        setOperatorSession(working.session);
        setOperator(working.operator);
      }
    }
  };

  /** @param {Operator|null} signedIn */
  const settle = (signedIn) => {
    if (signedIn !== null) setOperator(signedIn);
    waiting?.resolve(signedIn !== null);
    setWaiting(null);
  };
  const dialog = waiting && html`<${SignIn} onDone=${settle} />`;
  return { operator, withRight, signIn: askToSignIn, signOut, dialog, isAsking: waiting !== null };
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<{told: T}|{missing: string}>}
 */
async function tried(act) {
  try {
    return { told: await act() };
  } catch (problem) {
    if (problem instanceof Problem && LIFTED_BY_SIGNING_IN.includes(problem.code)) return { missing: problem.code };
    throw problem;
  }
}

/** @param {{onDone: (operator: Operator|null) => void}} props */
function SignIn({ onDone }) {
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const { problem, isBusy, submit } = useSubmit();
  const pinField = useRef(/** @type {HTMLInputElement|null} */ (null));
  const send = () => submit(async () => {
    try {
      const told = await post('/operator-sessions', { name: name.trim(), pin });
      setOperatorSession(told.operator_session);
      onDone({ name: told.name, roles: told.roles, rights: told.rights });
    } catch (refused) {
      setPin('');
      pinField.current?.focus();
      throw refused;
    }
  });
  return html`<${Dialog} title=${t('desk.sign_in.title')} confirm=${t('desk.sign_in.confirm')}
      disabled=${isBusy || name.trim() === '' || pin === ''} onConfirm=${send} onCancel=${() => onDone(null)}>
    <p>${t('desk.sign_in.why')}</p>
    <label class="input-label">${t('desk.sign_in.name')}
      <input class="input" value=${name} autocomplete="off" autofocus
        onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label>
    <label class="input-label">${t('desk.sign_in.pin')}
      <input class="input" type="password" inputmode="numeric" autocomplete="off" ref=${pinField} value=${pin}
        onInput=${(/** @type {any} */ event) => setPin(event.target.value)} /></label>
    <p class="input-problem" role="alert">${problem?.words}</p>
  <//>`;
}

/** @param {{operator: Operator|null, onSignIn: () => void, onSignOut: () => void}} props */
export function OperatorLine({ operator, onSignIn, onSignOut }) {
  if (operator === null) {
    return html`<${Button} kind="quiet" icon="person" onClick=${onSignIn}>${t('desk.sign_in.title')}<//>`;
  }
  return html`<span class="status-item"><${Icon} name="person" /><bdi>${operator.name}</bdi></span>
    <${Button} kind="quiet" onClick=${onSignOut}>${t('desk.sign_in.out')}<//>`;
}
