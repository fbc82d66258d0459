/** The meals: booked, given and eaten, and by diet, so that the kitchen knows what to cook. Counts alone, nobody's name. */
import { html } from 'preact-htm';
import { formatCount, formatDay, formatTime, inLanguage, t } from '../lib/words.js';
import { Section } from './parts.js';
import { useReading } from './reading.js';

/**
 * @typedef {import('../lib/me').Me} Me
 * @typedef {{item: string, name: string, name_en: string, place: string, valid_from: string|null, valid_until: string|null, is_served: boolean,
 *   booked: number, given: number, redeemed: number, by_diet: Record<string, {booked: number, redeemed: number}>}} Meal
 */

/** @param {{me: Me, withRight?: unknown}} props */
export function MealList({ me }) {
  const [told] = useReading('/meals');
  const meals = /** @type {{meals: Meal[]} | null} */ (told)?.meals ?? null;
  return html`<${Section} what="meals" list=${meals}>
    <ul class="meals">${(meals ?? []).map((meal) => html`<${MealCard} key=${meal.item} me=${me} meal=${meal} />`)}</ul>
  <//>`;
}

/** @param {{me: Me, meal: Meal}} props */
function MealCard({ me, meal }) {
  const share = meal.booked > 0 ? Math.min(1, meal.redeemed / meal.booked) : 0;
  const hall = me.halls.find(({ code, name, name_en }) => [code, name, name_en].includes(meal.place));
  const when = meal.valid_from && `${formatDay(meal.valid_from)} ${formatTime(meal.valid_from)}–${formatTime(meal.valid_until)}`;
  return html`<li class="card meal" data-served=${meal.is_served && meal.valid_from ? 'yes' : undefined}>
    <header><h2 dir="auto">${inLanguage(meal)}</h2>${meal.is_served && meal.valid_from && html`<span class="meal-now">${t('control.meals.now')}</span>`}</header>
    <p class="small quiet">${[when || t('control.meals.any_time'), inLanguage(hall) || meal.place].filter(Boolean).join(' · ')}</p>
    <dl class="meal-counts">${/** @type {const} */ (['booked', 'given', 'redeemed']).map((what) => html`<div key=${what}>
      <dt class="small quiet">${t(`control.meals.${what}`)}</dt><dd>${formatCount(meal[what])}</dd></div>`)}</dl>
    <div class="meal-bar" role="img" aria-label=${t('control.meals.share', { percent: Math.round(share * 100) })}><i style=${{ inlineSize: `${share * 100}%` }} /></div>
    <table class="diets">
      <thead><tr><th scope="col">${t('control.meals.diet')}</th><th scope="col">${t('control.meals.booked')}</th>
        <th scope="col">${t('control.meals.redeemed')}</th><th scope="col">${t('control.meals.left')}</th></tr></thead>
      <tbody>${Object.entries(meal.by_diet).map(([diet, { booked, redeemed }]) => html`<tr key=${diet}>
        <th scope="row" dir="auto">${diet || t('control.meals.usual')}</th><td>${formatCount(booked)}</td><td>${formatCount(redeemed)}</td>
        <td>${formatCount(Math.max(0, booked - redeemed))}</td></tr>`)}</tbody>
    </table>
  </li>`;
}
