import type { Category, Emotion, Flag, Intent, TicketType } from '#app/base/model/labels.js';
import type { ChannelId } from '#app/base/model/message.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { type Portrait, portraitOf } from './portrait.js';
import type { Ask, Media, TicketPhase } from './suits.js';

/** One entry of the transcript as the suggestions see it. `taken_over` marks where a human came in. */
export interface HeardLine {
  readonly speaker: 'customer' | 'bot' | 'seat' | 'taken_over';
  readonly text: string;
  readonly media: Media | null;
  readonly understanding: Understanding | null;
}

/** What of the conversation's newest open ticket decides about words. */
export interface TicketFacts {
  readonly number: string;
  readonly type: TicketType;
  readonly category: Category | null;
  readonly phase: Exclude<TicketPhase, 'none' | 'untold'>;
  readonly urgeCount: number;
}

export interface CaseFacts {
  readonly lines: readonly HeardLine[];
  readonly ticket: TicketFacts | null;
  readonly known: { readonly address: boolean; readonly contact: boolean; readonly demand: boolean };
  readonly channel: ChannelId;
}

/** The moment an agent has to say something: everything the ranking looks at. */
export interface Situation {
  /** Of the customer's last message; null while nothing was said, or when it is no text. */
  readonly intent: Intent | null;
  /** What the last message may mean as well, with its weight against `intent` (1): 0.1..0.8. */
  readonly maybe: ReadonlyMap<Intent, number>;
  /** What the conversation is about; the newest is the first, what the ticket says is among them. */
  readonly matters: readonly Intent[];
  readonly category: Category | null;
  readonly emotion: Emotion;
  readonly flags: readonly Flag[];
  readonly lastText: string;
  readonly media: Media | null;
  readonly ticket: TicketPhase;
  readonly ticketType: TicketType | null;
  readonly otherNumber: boolean;
  /** How often the ticket was urged. */
  readonly urged: number;
  readonly missing: readonly Ask[];
  readonly opening: boolean;
  readonly portrait: Portrait;
  /** What this customer heard from us, oldest first. */
  readonly said: readonly string[];
  readonly channel: ChannelId;
}

/** Intents that say what a conversation is about; the others speak about it. */
const MATTERS: ReadonlySet<Intent> = new Set<Intent>([
  'EMERGENCY_SAFETY',
  'PERSONAL_DANGER',
  'COMPLAINT',
  'REPAIR',
  'COMPENSATION',
  'REPORT',
  'APPEAL',
  'DISSATISFIED',
  'SUGGEST',
  'PRAISE',
  'PRIVACY_REQUEST',
  'WITHDRAW',
  'OPT_OUT',
]);
const CASES: ReadonlySet<Intent> = new Set<Intent>(['COMPLAINT', 'REPAIR', 'COMPENSATION']);
const DEMAND =
  /希望|要求|要.{0,8}(?:道歉|解释|说法|说明|退|赔|修|换|校|查|测)|想.{0,4}(?:退|换|查)|退给|退还|赔|书面|書面/;

/** Pure reading of a conversation; the newest customer message decides, earlier ones give the background. */
export function situationOf({ lines, ticket, known, channel }: CaseFacts): Situation {
  const customer = lines.filter((line) => line.speaker === 'customer');
  const last = customer.at(-1);
  const read = [...customer].reverse().flatMap((line) => line.understanding ?? []);
  const matters = mattersOf(read, ticket);
  const matter = matters[0] ?? null;
  const said = lines.flatMap((line) =>
    line.speaker === 'bot' || line.speaker === 'seat' ? [line.text] : [],
  );
  const category = ticket?.category ?? read.find((one) => one.category !== null)?.category ?? null;
  const portrait = portraitOf(customer, ticket?.urgeCount ?? 0);
  return {
    intent: intentOf(last, ticket),
    maybe: maybeOf(last),
    matters,
    category,
    emotion: read[0]?.emotion ?? 'calm',
    flags: [...new Set(read.flatMap(({ flags }) => flags))],
    lastText: last?.text ?? '',
    media: last?.media ?? null,
    ticket: phaseOf(ticket, said),
    ticketType: ticket?.type ?? null,
    urged: ticket?.urgeCount ?? 0,
    otherNumber: namesOtherNumber(last?.text ?? '', ticket),
    missing: missingOf(matter, category, known, customer),
    opening: isOpening(lines),
    portrait,
    said,
    channel,
  };
}

/** The newest two things talked about, and the ticket's. */
function mattersOf(newestFirst: readonly Understanding[], ticket: TicketFacts | null): readonly Intent[] {
  const named = newestFirst.map(({ intent }) => intent).filter((intent) => MATTERS.has(intent));
  const own = ticketMatter(ticket);
  return [...new Set([...[...new Set(named)].slice(0, 2), ...(own ? [own] : [])])];
}

/** A bare figure is a rating once there is a result to rate (domain §6, step 20). */
function intentOf(last: HeardLine | undefined, ticket: TicketFacts | null): Intent | null {
  if (!last || last.media) return null;
  const rated = ticket?.phase === 'answered' || ticket?.phase === 'closed';
  if (rated && /^[1-5]分?$/.test(last.text.trim())) return 'RATE';
  return last.understanding?.intent ?? null;
}

const LEAST_SHARE = 0.1;
const MOST_SHARE = 0.8;

function maybeOf(last: HeardLine | undefined): ReadonlyMap<Intent, number> {
  const read = last?.media ? null : (last?.understanding ?? null);
  if (!read) return new Map();
  const shares = read.alternatives.map(
    ({ intent, confidence }) => [intent, confidence / Math.max(read.confidence, 0.01)] as const,
  );
  return new Map(
    shares
      .filter(([, share]) => share >= LEAST_SHARE)
      .map(([intent, share]) => [intent, Math.min(MOST_SHARE, share)]),
  );
}

const NUMBER = /(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{10}(?![0-9])/g;

const namesOtherNumber = (text: string, ticket: TicketFacts | null): boolean =>
  (text.match(NUMBER) ?? []).some((number) => number.toUpperCase() !== ticket?.number);

function ticketMatter(ticket: TicketFacts | null): Intent | null {
  if (!ticket) return null;
  if (ticket.type === 'BX') return 'REPAIR';
  if (ticket.type === 'JB') return 'REPORT';
  return ticket.type === 'SS' ? 'APPEAL' : 'COMPLAINT';
}

function phaseOf(ticket: TicketFacts | null, said: readonly string[]): TicketPhase {
  if (!ticket) return 'none';
  const told = said.some((text) => text.includes(ticket.number));
  return told || ticket.phase !== 'open' ? ticket.phase : 'untold';
}

function missingOf(
  matter: Intent | null,
  category: Category | null,
  known: CaseFacts['known'],
  customer: readonly HeardLine[],
): readonly Ask[] {
  const entities = customer.flatMap((line) => line.understanding?.entities ?? []);
  const has = (type: string): boolean => entities.some((entity) => entity.type === type);
  const located = known.address || has('address') || customer.some((line) => line.media === 'location');
  const demanded = known.demand || customer.some((line) => DEMAND.test(line.text));
  const told = matter !== null && (!CASES.has(matter) || category !== null || matter === 'REPAIR');
  const missing: Ask[] = [
    ...(told ? [] : (['issue'] as const)),
    ...(located ? [] : (['address'] as const)),
    ...(known.contact || has('phone') ? [] : (['contact'] as const)),
    ...(demanded ? [] : (['demand'] as const)),
  ];
  const enough = located && (known.contact || has('phone')) && told;
  return enough ? [...missing, 'nothing'] : missing;
}

function isOpening(lines: readonly HeardLine[]): boolean {
  const came = lines.findLastIndex((line) => line.speaker === 'taken_over');
  return !lines.slice(came + 1).some((line) => line.speaker === 'seat');
}
