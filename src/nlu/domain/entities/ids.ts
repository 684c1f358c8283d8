import type { Span } from './span.js';

const TICKET = /(?<![a-z\d])(ts|bx|zx|jy|jb|by|cb|ss)[ -]?(\d{10})(?!\d)/g;
const MOBILE = /(?<!\d)(?:\+?86[ -]?)?1[3-9](?:[ -]?\d){9}(?!\d)/g;
const LANDLINE = /(?<!\d)(?:\(0\d{2,3}\) ?\d{7,8}|0\d{2,3}[ -]\d{7,8}|0\d{10,11}|[48]00-\d{3}-?\d{4})(?!\d)/g;
const SHORT_LANDLINE = /(?:座机|固话|电话)[^\d,。;]{0,4}([2-8]\d{6,7})(?!\d)/g;
const ACCOUNT = /(?<![a-z\d.])(?:\d{13}|\d{10})(?!\d)/g;
/** After 户号 people group the digits: 3201 2345 67. */
const SPACED_ACCOUNT = /户号[^\d]{0,6}(\d(?:[ -]?\d){9,12})(?!\d)/g;

/** Ticket numbers like TS2611000012 (two letters, ten digits); value in capitals without separators. */
export function findTickets(folded: string): Span[] {
  return [...folded.matchAll(TICKET)].map((match) => ({
    type: 'ticket_no' as const,
    start: match.index,
    end: match.index + match[0].length,
    value: `${match[1] ?? ''}${match[2] ?? ''}`.toUpperCase(),
  }));
}

/** Mobile numbers (spaced, dashed, +86) and landlines; value is the digits without the country code. */
export function findPhones(folded: string): Span[] {
  const spans = [...folded.matchAll(MOBILE)].filter((match) => !namedAccount(folded, match)).map(phone);
  for (const match of folded.matchAll(LANDLINE)) spans.push(phone(match));
  for (const match of folded.matchAll(SHORT_LANDLINE)) {
    const digits = match[1] ?? '';
    const end = match.index + match[0].length;
    spans.push({ type: 'phone', start: end - digits.length, end, value: digits });
  }
  return spans;
}

/** 户号: 10 or 13 digits that are no phone number. */
export function findAccounts(folded: string): Span[] {
  const spans: Span[] = [];
  for (const match of folded.matchAll(SPACED_ACCOUNT)) {
    const text = match[1] ?? '';
    const value = text.replace(/\D/g, '');
    const end = match.index + match[0].length;
    if (value.length === 10 || value.length === 13) {
      spans.push({ type: 'account_no', start: end - text.length, end, value });
    }
  }
  for (const match of folded.matchAll(ACCOUNT)) {
    const start = match.index;
    if (spans.some((span) => start >= span.start && start < span.end)) continue;
    spans.push({ type: 'account_no', start, end: start + match[0].length, value: match[0] });
  }
  return spans;
}

/** 13 digits that begin like +86 1xx are a 户号 only when the customer says so. */
function namedAccount(folded: string, match: RegExpMatchArray): boolean {
  const digits = match[0].replace(/\D/g, '');
  return digits.length === 13 && /户号[^\d]{0,6}$/.test(folded.slice(0, match.index));
}

function phone(match: RegExpMatchArray): Span {
  const digits = match[0].replace(/\D/g, '');
  const value = digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
  const start = match.index ?? 0;
  return { type: 'phone', start, end: start + match[0].length, value };
}
