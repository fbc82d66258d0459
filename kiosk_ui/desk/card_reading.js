/** An identity card laid on the reader beside this desk while a form is open; its number stays with the reader. */
import { useEffect, useRef } from 'preact-htm';
import { get } from '../lib/api.js';

/** @typedef {{id: string, outcome: string, reg_no: string|null, name: string, identity_masked: string}} Reading */

const ASK_EVERY_MS = 1500;

/** @param {(reading: Reading) => void} onRead  once a card */
export function useCardReading(onRead) {
  const latest = useRef(onRead);
  latest.current = onRead;
  useEffect(() => {
    const opened = new Date().toISOString();
    let last = '';
    const timer = setInterval(async () => {
      // No reader, or no answer: the form is filled in by hand as ever.
      const { reading } = await get(`/identity-readings/latest?after=${encodeURIComponent(opened)}`).catch(() => ({ reading: null }));
      if (reading === null || reading.id === last) return;
      last = reading.id;
      latest.current(reading);
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
