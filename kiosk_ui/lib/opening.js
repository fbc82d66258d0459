/**
 * What a page does while it is not there: it says so, in every language, and begins again by itself. One file lost on the
 * way would leave it blank for ever. It comes before everything else and needs no other file; its words stand in station.html.
 */
(() => {
  const TOLD_AFTER_MS = 8000;
  const LATE_MS = 30_000; // without a page and without an error
  const AGAIN_MS = 3000; // after a file was lost; longer each time
  const AGAIN_AT_MOST_MS = 60_000;
  const KEPT = 'onsite-opening'; // how often it has begun already

  const begun = Number(sessionStorage.getItem(KEPT) ?? 0);
  const lost = () => again(Math.min(AGAIN_MS * 2 ** begun, AGAIN_AT_MOST_MS));
  let timer = window.setTimeout(() => again(0), LATE_MS * (begun + 1));
  const told = window.setTimeout(say, TOLD_AFTER_MS);
  addEventListener('error', lost, true); // of a file too: such an error does not bubble
  addEventListener('unhandledrejection', lost);
  addEventListener('DOMContentLoaded', () => {
    if (begun > 0) say();
    document.getElementById('opening-again')?.addEventListener('click', () => location.reload());
    new MutationObserver((_, watch) => isThere() && opened(watch)).observe(document.body, { childList: true, subtree: true });
  });

  function isThere() {
    return document.getElementById('app')?.hasChildNodes() ?? false;
  }

  /** @param {number} after_ms */
  function again(after_ms) {
    if (isThere()) return;
    say();
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (isThere()) return;
      sessionStorage.setItem(KEPT, String(begun + 1));
      location.reload();
    }, after_ms);
  }

  function say() {
    const words = document.getElementById('opening');
    if (words) words.hidden = false;
  }

  /** @param {MutationObserver} watch */
  function opened(watch) {
    watch.disconnect();
    clearTimeout(timer);
    clearTimeout(told);
    removeEventListener('error', lost, true);
    removeEventListener('unhandledrejection', lost);
    sessionStorage.removeItem(KEPT);
    document.getElementById('opening')?.remove();
  }
})();
