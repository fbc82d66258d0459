/** A thumb that draws up or down. Only a short way to what a button does as well. */

const FAR_PX = 40; // a shorter way is a touch
const STEEP = 1.5; // how much more up than aside

/** @param {{up?: () => void, down?: () => void}} ways @returns {Record<string, (event: TouchEvent) => void>} to be spread over an element */
export function swipes({ up, down }) {
  let from = /** @type {{x: number, y: number} | null} */ (null);
  return {
    onTouchStart: ({ changedTouches: [touch] }) => {
      from = touch ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches: [touch] }) => {
      const way = touch && from ? wayOf(from, { x: touch.clientX, y: touch.clientY }) : null;
      from = null;
      if (way === 'up') up?.();
      if (way === 'down') down?.();
    },
  };
}

/** @param {{x: number, y: number}} from @param {{x: number, y: number}} to @returns {'up' | 'down' | null} null: no swipe of ours */
export function wayOf(from, to) {
  const [aside, below] = [Math.abs(to.x - from.x), to.y - from.y];
  if (Math.abs(below) < FAR_PX || Math.abs(below) < aside * STEEP) return null;
  return below < 0 ? 'up' : 'down';
}
