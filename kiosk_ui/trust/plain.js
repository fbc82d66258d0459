/**
 * Words for the pages that are no station's: every element with `data-key` says that key, and a switch
 * offers the languages. Such pages have no import map, so they build on the DOM alone.
 */
import { language, languages, onLanguage, preferredLanguage, setLanguage, t } from '../lib/words.js';

/** @param {() => void} [show] what else changes with the language */
export async function speak(show = () => undefined) {
  onLanguage(() => {
    for (const each of document.querySelectorAll('[data-key]')) each.textContent = t(each.getAttribute('data-key') ?? '');
    document.title = document.querySelector('h1')?.textContent ?? '';
    offerLanguages();
    show();
  });
  await setLanguage(preferredLanguage());
  document.body.hidden = false;
}

function offerLanguages() {
  const place = document.querySelector('.language-switch');
  place?.replaceChildren(...languages().map(({ code, name }) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.lang = code;
    button.textContent = name;
    button.setAttribute('aria-pressed', String(code === language()));
    button.addEventListener('click', () => void setLanguage(code));
    return button;
  }));
}

/**
 * The one element of a page that is there by its markup.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}
