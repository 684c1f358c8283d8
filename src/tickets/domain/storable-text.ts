/** Text PostgreSQL takes, also within JSON: a NUL or half a surrogate pair in one message must not sink a whole batch. */
export const storableText = (text: string): string =>
  text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
