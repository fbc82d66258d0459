/** Tells when a camera that was not to be had may be there again, so that nobody has to touch an unattended station. */

const FREE_AGAIN_MS = 5000; // how often a camera that another program holds is asked for

/**
 * @param {import('./camera.js').CameraTroubleCode} trouble
 * @param {() => void} again
 * @returns {() => void} stops waiting
 */
export function whenCameraMayBeBack(trouble, again) {
  const leaving = new AbortController();
  const { signal } = leaving;
  if (trouble === 'denied') void whenAllowed(again, signal);
  if (trouble === 'none' || trouble === 'lost' || trouble === 'busy') {
    navigator.mediaDevices?.addEventListener('devicechange', again, { signal });
    // A phone takes the camera away from a page that is put aside.
    document.addEventListener('visibilitychange', () => document.hidden || again(), { signal });
  }
  const timer = trouble === 'busy' || trouble === 'lost' ? setTimeout(again, FREE_AGAIN_MS) : 0;
  return () => {
    clearTimeout(timer);
    leaving.abort();
  };
}

/** @param {() => void} again @param {AbortSignal} signal */
async function whenAllowed(again, signal) {
  try {
    const allowed = await navigator.permissions.query({ name: /** @type {PermissionName} */ ('camera') });
    allowed.addEventListener('change', () => allowed.state === 'denied' || again(), { signal });
  } catch {
    // A browser that does not tell: the button is there.
  }
}
