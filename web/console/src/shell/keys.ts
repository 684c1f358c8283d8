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

/** Alt and a digit of the upper row, by its place; the digit, or null. */
export function altDigit(press: Press): number | null {
  if (!press.altKey || press.ctrlKey || press.metaKey || press.isComposing) return null;
  const digit = /^Digit([0-9])$/.exec(press.code)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** A `?` that is not part of a text. */
export function isQuestionMark(press: Press, target: EventTarget | null): boolean {
  if (press.key !== '?' || press.ctrlKey || press.metaKey || press.isComposing) return false;
  return !(target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]'));
}
