import { similarity } from '../guard/history.js';
import { pickScript, type Script, type ScriptBook, variablesOf } from '../scripts/script-book.js';
import { bestFit } from './fit.js';
import { type LearnedCounts, lessonOf } from './learned.js';
import { reasonsFor } from './reasons.js';
import type { Situation } from './situation.js';
import { type Spoken, spokenBefore } from './spoken.js';
import type { Suits } from './suits.js';

/** What suggestions are made from; rebuilt when a script or its conditions change. */
export interface SuggestionStock {
  readonly book: ScriptBook;
  /** By place (`STAGE/key`). */
  readonly suits: ReadonlyMap<string, readonly Suits[]>;
  /** By stage, for the agent. */
  readonly stageNames: Readonly<Record<string, string>>;
  /** What a variable is, for the agent to fill in. */
  readonly variableNames: Readonly<Record<string, string>>;
}

export interface SuggestionQuestion {
  readonly situation: Situation;
  readonly vars: Readonly<Record<string, string>>;
  readonly counts: LearnedCounts;
  /** Today, `2026-11-22`. */
  readonly day: string;
}

export interface Suggestion {
  readonly stage: string;
  readonly key: string;
  /** Of the stage, in Chinese. */
  readonly title: string;
  readonly text: string;
  readonly score: number;
  /** For the agent: why this line, now. */
  readonly why: string;
  /** What the agent has to fill in; stands in the text as 【待填：…】. */
  readonly missing: readonly string[];
}

interface Candidate {
  readonly script: Script;
  readonly place: string;
  readonly suits: Suits;
  readonly text: string;
  readonly missing: readonly string[];
  readonly score: number;
  readonly why: string;
}

export const SHOWN = 3;
/** A stage's second line helps less than another stage's first. */
const SAME_STAGE = 0.75;
/** Of these a second line would only say the same in other words. */
const ONCE_PER_STAGE = new Set(['ACCEPT']);
const MOST_MISSING = 3;
/** Same line as far as the customer is concerned. */
const ALIKE = 0.72;
/** Words of the customer's category or mood are better than general ones. */
const OWN_WORDING = 0.7;
/** Each place an agent has to fill in costs so much. */
const MISSING = 1.2;
/** A short message is split dearly; an opener must not cost a second part. */
const LONGEST_SMS_WITH_OPENER = 66;
/** The best lines for a moment, best first, `limit` at most. Pure; well under a millisecond per hundred scripts. */
export function suggestScripts(
  stock: SuggestionStock,
  question: SuggestionQuestion,
  limit = SHOWN,
): readonly Suggestion[] {
  const spoken = spokenBefore(stock.book, question.situation.said);
  const found = [...stock.suits].flatMap(([place, choices]) => {
    const fitting = bestFit(choices, question.situation, spoken);
    const candidate = fitting && candidateFor(stock, question, { place, spoken, ...fitting });
    return candidate ? [candidate] : [];
  });
  found.sort((a, b) => b.score - a.score || (a.place < b.place ? -1 : 1));
  const opener = openerFor(found, question.situation, spoken);
  return diverse(found, opener, limit).map((candidate) =>
    withOpener(stock, candidate, opener, question.situation),
  );
}

function candidateFor(
  stock: SuggestionStock,
  { situation, vars, counts, day }: SuggestionQuestion,
  { place, suits, points, spoken }: { place: string; suits: Suits; points: number; spoken: Spoken },
): Candidate | null {
  if (spoken.places.has(place) && !suits.repeats) return null;
  const [stage = '', key = ''] = place.split('/');
  const script = pickScript(stock.book, {
    stage,
    key,
    channel: situation.channel,
    category: situation.category ?? undefined,
    intent: situation.intent ?? undefined,
    emotion: situation.emotion,
    locale: 'zh-CN',
    day,
  });
  if (!script) return null;
  const missing = variablesOf(script.text).filter((name) => (vars[name] ?? '') === '');
  const text = fillWithBlanks(script.text, vars, stock.variableNames);
  if (missing.length > MOST_MISSING || isRepeated(text, spoken.pieces, suits.repeats === true)) return null;
  const lesson = lessonOf(counts, situation, place);
  const own = script.category !== undefined || script.emotion !== undefined ? OWN_WORDING : 0;
  return {
    script,
    place,
    suits,
    text,
    missing: missing.map((name) => stock.variableNames[name] ?? name),
    score: points + own + lesson.points - missing.length * MISSING,
    why: reasonsFor(suits, situation, lesson),
  };
}

/** What may be repeated must say something new: the same words with the same facts are the same line. */
const isRepeated = (text: string, pieces: readonly string[], repeats: boolean): boolean =>
  pieces.some((piece) => piece.includes(text) || (!repeats && similarity(text, piece) >= ALIKE));

function fillWithBlanks(
  text: string,
  vars: Readonly<Record<string, string>>,
  names: Readonly<Record<string, string>>,
): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (_, name: string) => {
    const value = vars[name] ?? '';
    return value === '' ? `${BLANK}${names[name] ?? name}】` : value;
  });
}

/** How a place to be filled in begins; a text that has one is not sent. */
export const BLANK = '【待填：';

/** One sentence that shows we feel with the customer, once, before the matter itself. */
function openerFor(found: readonly Candidate[], situation: Situation, spoken: Spoken): Candidate | null {
  if (situation.emotion === 'calm' || [...spoken.places].some((place) => place.startsWith('EMPATHY/')))
    return null;
  return found.find(({ suits }) => suits.opener === true) ?? null;
}

/** The best of each stage first; with an opener in front of others it need not stand alone as well. */
function diverse(found: readonly Candidate[], opener: Candidate | null, limit: number): readonly Candidate[] {
  const stages = new Map<string, number>();
  const texts = new Set<string>();
  const adjusted = found.flatMap((candidate) => {
    if (texts.has(candidate.text)) return [];
    texts.add(candidate.text);
    const before = stages.get(candidate.script.stage) ?? 0;
    stages.set(candidate.script.stage, before + 1);
    if (candidate.suits.opener && candidate !== opener && before > 0) return [];
    if (ONCE_PER_STAGE.has(candidate.script.stage) && before > 0) return [];
    return [{ ...candidate, score: candidate.score - before * SAME_STAGE }];
  });
  return adjusted.sort((a, b) => b.score - a.score).slice(0, limit);
}

/** Danger is spoken of without a preface, and a greeting has its own. */
const UNPREFACED = new Set([
  'SAFETY',
  'DANGER',
  'VULN',
  'TAKEOVER',
  'GREET',
  'EMPATHY',
  'VENT',
  'DEESC',
  'RESOLVED',
]);

function withOpener(
  stock: SuggestionStock,
  candidate: Candidate,
  opener: Candidate | null,
  { channel }: Situation,
): Suggestion {
  const { script, text } = candidate;
  const whole = `${opener?.text ?? ''}${text}`;
  const prefaced =
    opener !== null &&
    !UNPREFACED.has(script.stage) &&
    script.emotion === undefined &&
    (channel !== 'sms' || whole.length <= LONGEST_SMS_WITH_OPENER);
  return {
    stage: script.stage,
    key: script.key,
    title: stock.stageNames[script.stage] ?? script.stage,
    text: prefaced ? whole : text,
    score: Math.round(candidate.score * 100) / 100,
    why: prefaced ? `先接住情绪；${candidate.why}` : candidate.why,
    missing: candidate.missing,
  };
}
