/**
 * Cuts a text into parts of at most `limit` UTF-16 units, at a sentence end where there is one in
 * the second half of a part, and never inside a surrogate pair.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutPoint(rest, limit);
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest.length > 0 || parts.length === 0) parts.push(rest);
  return parts;
}

function cutPoint(text: string, limit: number): number {
  for (let i = limit; i > limit / 2; i--) {
    if ('。!?!?;;\n'.includes(text.charAt(i - 1))) return i;
  }
  const code = text.charCodeAt(limit - 1);
  const splitsPair = code >= 0xd800 && code <= 0xdbff;
  return splitsPair && limit > 1 ? limit - 1 : limit;
}
