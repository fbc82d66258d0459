/** What the kiosk asks of the server beside its screens: a call for help, a queue slip, cards on the reader, the forms. */
import { useEffect, useState } from 'preact-htm';
import { Problem, get, newId, post } from '../lib/api.js';

const HELP_EVERY_MS = 3000;
const READING_EVERY_MS = 1200;
const NO_READER_EVERY_MS = 30000; // one may be plugged in during the day
const FORMS_EVERY_MS = 300000;

/** @typedef {import('./kiosk_work.js').Send} Send */
/** @typedef {import('./kiosk_state.js').HelpCall} HelpCall */

/**
 * Call someone, and tell who comes; leaving takes the call back.
 * @param {HelpCall | null} help
 * @param {Send} send
 */
export function useHelpCall(help, send) {
  const id = help?.id ?? null;
  useEffect(() => {
    if (id === null) return undefined;
    const turn = { isOver: false };
    void call(id, turn, (action) => turn.isOver || send(action));
    return () => {
      turn.isOver = true;
      takeBack(id);
    };
  }, [id]);
}

/** @param {string} id @param {{isOver: boolean}} turn @param {Send} send */
async function call(id, turn, send) {
  let isTold = false;
  while (!turn.isOver) {
    try {
      if (!isTold) await post('/help-calls', { help_call_id: id, kind: 'help' });
      isTold = true;
      const { help_calls } = await get('/help-calls');
      const own = help_calls.find((/** @type {{id: string}} */ each) => each.id === id);
      send({ type: 'help_told', state: own?.answered_by ? 'coming' : 'called', desk: own?.answered_by ?? null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (!isTold) return send({ type: 'help_told', state: 'failed', desk: null });
      // Told already: who comes is asked again.
    }
    await pause(HELP_EVERY_MS);
  }
}

/** @param {string} id */
function takeBack(id) {
  // Answered meanwhile, or no network: then somebody comes for nothing, which is better than nobody.
  void post('/help-call-answers', { help_call_answer_id: newId(), help_call_id: id }).catch(() => undefined);
}

/**
 * Print a place in a queue.
 * @param {import('./kiosk_state.js').Slip | null} slip
 * @param {Send} send
 */
export function useSlip(slip, send) {
  useEffect(() => {
    if (slip?.state !== 'asked') return;
    post('/queue-slips', { queue_slip_id: slip.id, zone: slip.zone }).then(
      (told) => send({ type: 'slip_told', state: told.has_printer ? 'printed' : 'failed', number: told.number }),
      () => send({ type: 'slip_told', state: 'failed', number: null }),
    );
  }, [slip?.id]);
}

/**
 * Cards laid on the reader beside this kiosk, each told once. A card that lay there before anyone listened is another
 * person's.
 * @param {boolean} isListening whether a card would be somebody's turn now
 * @param {Send} send
 * @returns {boolean} whether there is a reader
 */
export function useCardReader(isListening, send) {
  const [hasReader, setReader] = useState(false);
  useEffect(() => {
    let isOver = false;
    let timer = 0;
    let seen = /** @type {string | null | undefined} */ (undefined);
    const ask = async () => {
      const told = await get('/identity-readings/latest').catch(() => null); // no answer now: the next one will do
      if (isOver) return;
      if (told) {
        setReader(told.has_reader);
        const isFresh = told.reading !== null && seen !== undefined && told.reading.id !== seen;
        seen = told.reading?.id ?? null;
        if (isFresh) send({ type: 'card_read', reading: told.reading });
      }
      timer = window.setTimeout(ask, told?.has_reader ? READING_EVERY_MS : NO_READER_EVERY_MS);
    };
    if (isListening) void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isListening]);
  return hasReader;
}

/** @returns {import('./form_state.js').Forms | null} what someone new is asked here; null before it is known */
export function useForms() {
  const [forms, setForms] = useState(/** @type {import('./form_state.js').Forms | null} */ (null));
  useEffect(() => {
    const ask = () => void get('/walk-in-forms').then(setForms, () => {
      // No answer: what was known stays.
    });
    ask();
    const timer = setInterval(ask, FORMS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return forms;
}

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
