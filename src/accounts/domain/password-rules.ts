/** ASVS 5.0 §6.2 asks for 8 and recommends more; there is no rule about classes of characters. */
export const MIN_LENGTH = 10;
/** Longer than any passphrase, short enough to hash without harm. */
export const MAX_LENGTH = 200;
/** What must be left when every well-known piece counts as a single character. */
const MIN_WEIGHT = 6;

export type PasswordProblem = 'too_short' | 'too_long' | 'too_easy';

/** First things a guesser tries, here and in this trade. Folded: lower case, no digits for letters. */
const WORDS = [
  'administrator',
  'password',
  'iloveyou',
  'jiesukefu',
  'letmein',
  'welcome',
  'huanying',
  'woaini',
  'qwerty',
  'dianli',
  'guowang',
  'nanwang',
  'secret',
  'jiesu',
  'admin',
  'login',
  'mima',
  'kefu',
  'sgcc',
  'root',
  'user',
  'pass',
  '95598',
  '1314',
  '520',
];
const KEYBOARD = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
];
const RUNS = [...KEYBOARD, ...KEYBOARD.map((row) => [...row].reverse().join(''))];
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** The form in which a password is judged and hashed: full-width letters of an IME are the plain ones. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Why `password` will not do for `username`, or null. Lengths are counted in code points. */
export function passwordProblem(password: string, username: string): PasswordProblem | null {
  const normal = normalisePassword(password);
  const length = [...normal].length;
  if (length < MIN_LENGTH) return 'too_short';
  if (length > MAX_LENGTH) return 'too_long';
  const folded = normal.toLowerCase();
  // Phone numbers, birthdays, 户号: other people know them.
  if (/^[\d\s-]+$/.test(folded)) return 'too_easy';
  const name = username.normalize('NFKC').toLowerCase();
  const words = name.length >= 3 ? [...WORDS, name] : WORDS;
  const unit = repeatedUnit(folded);
  return Math.min(weight(unit, words), weight(unleet(unit), words)) < MIN_WEIGHT ? 'too_easy' : null;
}

/** `abcabcabc` is no harder to guess than `abc`. */
function repeatedUnit(text: string): string {
  for (let size = 1; size <= text.length / 2; size++) {
    const unit = text.slice(0, size);
    if (unit.repeat(Math.ceil(text.length / size)).startsWith(text)) return unit;
  }
  return text;
}

function unleet(text: string): string {
  return [...text].map((letter) => LEET[letter] ?? letter).join('');
}

/** Length of `text` with each well-known piece counted as one character. */
function weight(text: string, words: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += pieceLength(text.slice(at), words);
  return count;
}

/** How far the longest well-known piece reaches from the start of `rest`; at least 1. */
function pieceLength(rest: string, words: readonly string[]): number {
  const word = words.filter((candidate) => rest.startsWith(candidate)).map((found) => found.length);
  const year = /^(19|20)\d\d(?!\d)/.test(rest) ? 4 : 1;
  return Math.max(1, year, ...word, stepRun(rest), keyboardRun(rest));
}

/** `aaa`, `345`, `cba`: at least three characters with the same step of -1, 0 or 1. */
function stepRun(rest: string): number {
  const step = rest.charCodeAt(1) - rest.charCodeAt(0);
  if (![-1, 0, 1].includes(step)) return 1;
  let end = 2;
  while (end < rest.length && rest.charCodeAt(end) - rest.charCodeAt(end - 1) === step) end++;
  return end >= 3 ? end : 1;
}

function keyboardRun(rest: string): number {
  let best = 1;
  for (let length = 4; length <= rest.length; length++) {
    if (!RUNS.some((row) => row.includes(rest.slice(0, length)))) break;
    best = length;
  }
  return best;
}
