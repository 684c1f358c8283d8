export const COMPOSER_FIELD = 'composer-field';

/** After taking over one wants to type; the field appears with the next drawing. */
export function focusComposer(): void {
  requestAnimationFrame(() => document.getElementById(COMPOSER_FIELD)?.focus());
}
