/** A violating part of a reply, `end` exclusive. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly class: string;
}

export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
}

const MARK = /⟦(?:([A-Z][A-Z_]*)\|)?([^⟦⟧]*)⟧/g;

/**
 * Reads `好的,⟦自己上网查⟧。` or, where a part belongs to another class than the file, `⟦RUDE_IMPATIENT|…⟧`.
 * @param own the class of marks that name none; null where there may be none
 * @returns null when brackets do not pair up or a mark has no class
 */
export function parseMarked(line: string, own: string | null): Marked | null {
  const marks: Mark[] = [];
  let text = '';
  let at = 0;
  for (const match of line.matchAll(MARK)) {
    const code = match[1] ?? own;
    if (code === null) return null;
    text += line.slice(at, match.index);
    const start = text.length;
    text += match[2] ?? '';
    marks.push({ start, end: text.length, class: code });
    at = match.index + match[0].length;
  }
  text += line.slice(at);
  return /[⟦⟧]/.test(text) ? null : { text, marks };
}
