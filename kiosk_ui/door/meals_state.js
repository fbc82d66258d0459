/**
 * The dining hall's side of a door: which meal is on, how many have eaten, and a redemption's answer as the door's. The scans
 * themselves are door_state's. Pure.
 */

/**
 * @typedef {{item: string, name: string, name_en: string, valid_from: string | null, is_served: boolean, booked: number, redeemed: number}} Meal
 * @typedef {{redemption_id: string, verdict: string, item: string | null, number: string | null, diet: string, first_at: string | null,
 *   delegate: import('./door_state.js').Delegate | null}} Redemption
 */

/**
 * The meal whose count stands at the top.
 * @param {Meal[]} meals in the planners' order
 * @param {string} chosen an item's code; empty: by the hour
 * @returns {Meal | null} null when none is on, or several are
 */
export function mealOn(meals, chosen) {
  if (chosen) return meals.find(({ item }) => item === chosen) ?? null;
  const on = meals.filter(({ is_served }) => is_served);
  const dated = on.filter(({ valid_from }) => valid_from !== null);
  const [first, ...others] = dated.length ? dated : on;
  return first && others.length === 0 ? first : null;
}

/**
 * Count what was just redeemed here, until the server tells anew.
 * @param {Meal[]} meals
 * @param {import('./door_state.js').Answer} answer
 */
export function countedIn(meals, answer) {
  if (!('meal' in answer) || answer.verdict !== 'redeemed') return meals;
  return meals.map((each) => (each.item === answer.meal.item ? { ...each, redeemed: each.redeemed + 1 } : each));
}

/** @param {Redemption} told @returns {import('./door_state.js').Answer} */
export function answerOf({ redemption_id, verdict, item, number, diet, first_at, delegate }) {
  return { scan_id: redemption_id, verdict, delegate, first_at, meal: { item, number, diet } };
}
