/** Characters in one message (the server's own limit). */
export const MAX_TEXT = 2_000;

/** What remains of pasted text when the characters no door accepts are gone; newlines and tabs stay. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim();
}
