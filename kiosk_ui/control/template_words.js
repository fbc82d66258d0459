/** What a template is called, how large it is, and whose it is, in words. */
import { inLanguage, t } from '../lib/words.js';

/** @param {{name: string, title?: string, title_en?: string}} template */
export function titleOf({ name, title, title_en }) {
  return inLanguage({ name: title || title_en || name, name_en: title_en || title || name });
}

/** @param {{width_mm: number|null, height_mm: number|null}} line */
export function sizeOf({ width_mm, height_mm }) {
  if (width_mm === null) return '';
  return height_mm === null ? t('templates.roll', { width: width_mm }) : t('templates.size', { width: width_mm, height: height_mm });
}

/** @param {{is_own: boolean, is_shipped: boolean}} line */
export const originOf = ({ is_own, is_shipped }) => !is_own ? 'templates.shipped' : is_shipped ? 'templates.changed' : 'templates.own';
