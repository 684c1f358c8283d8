/**
 * Replaces a field's whole text as if it had been typed, so that Ctrl+Z brings the old words back.
 * `execCommand` is the only way to that; where it is gone the caller sets the text itself.
 * @returns whether the browser did it (the field then reports the change by its input event)
 */
export function replaceText(field: HTMLTextAreaElement | null, text: string): boolean {
  if (!field) return false;
  field.focus();
  field.select();
  return document.execCommand('insertText', false, text);
}
