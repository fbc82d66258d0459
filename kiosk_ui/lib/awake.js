/** Keeps the screen of a station lit while its page is shown, where the browser can. */

/** @returns {() => void} lets it sleep again */
export function keepAwake() {
  let lock = /** @type {WakeLockSentinel | null} */ (null);
  const ask = async () => {
    if (document.hidden) return;
    // Refused on battery saving: the device's own setting then decides, nothing else depends on it.
    lock = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null;
  };
  document.addEventListener('visibilitychange', ask);
  void ask();
  return () => {
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
