/** How a place begins that the agent has to fill in (as the server writes it). */
const BLANK = /【待填：[^】]*】/;

export const hasBlank = (text: string): boolean => BLANK.test(text);

/**
 * Puts a text where the caret is, as if typed, so that Ctrl+Z takes it back; then selects the first place
 * to be filled in, if there is one.
 * @returns whether the browser did it; if not, the caller sets the text itself
 */
export function insertText(field: HTMLTextAreaElement | null, text: string): boolean {
  if (!field) return false;
  field.focus();
  const done = document.execCommand('insertText', false, text);
  const blank = BLANK.exec(field.value);
  if (done && blank) field.setSelectionRange(blank.index, blank.index + blank[0].length);
  return done;
}
