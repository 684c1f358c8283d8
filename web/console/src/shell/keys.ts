/** What of a key press decides about a shortcut. */
interface Press {
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

/** Alt and a letter by the key's place: on a Mac Alt+J types a sign, and an IME has its own letters. */
export function isAlt(press: Press, letter: string): boolean {
  return (
    press.altKey && !press.ctrlKey && !press.metaKey && !press.isComposing && press.code === `Key${letter}`
  );
}

/** A `?` that is not part of a text. */
export function isQuestionMark(press: Press, target: EventTarget | null): boolean {
  if (press.key !== '?' || press.ctrlKey || press.metaKey || press.isComposing) return false;
  return !(target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]'));
}
