/** Who this page is, for what stands beside it; on a door also without the server. */
import { useEffect, useState } from 'preact-htm';
import { stationId } from './address.js';
import { Problem, get } from './api.js';
import { keptMe, mayStartAlone } from './kept_me.js';

/** @typedef {import('./me').Me} Me */

let known = /** @type {Me | null} */ (null);

/** @returns {Me | null} null until the server has told */
export function useMe() {
  const [me, setMe] = useState(known ?? (mayStartAlone() ? keptMe(stationId()) : null));
  useEffect(() => {
    get('/me').then((told) => {
      known = told;
      setMe(told);
    }, (problem) => {
      if (!(problem instanceof Problem)) throw problem; // else what is known stays
    });
  }, []);
  return me;
}
