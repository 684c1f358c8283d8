import type { Category, Decision, Intent } from '#app/base/model/labels.js';
import type { Understanding } from '#app/base/model/understanding.js';
import type { Analyser, Analysis } from './analyse.js';
import { findCategories } from './category.js';
import { weighEmotion } from './emotion-head.js';
import { toEntities } from './entities/extract.js';
import { FAMILY } from './features.js';
import { weighFlags } from './flag-head.js';
import type { Features } from './hashing.js';
import { best, type Head, probabilities, toProbabilities } from './head.js';
import { type Model, marginsOf } from './model.js';
import { matterBehindThreat, type Rate } from './priority.js';
import { judgeEmotion } from './signals/emotion.js';
import { judgeFlags } from './signals/flags.js';
import { type Danger, judgeDanger } from './signals/safety.js';

/** Intent probabilities in the order of `head.groups`, after the priority rules. */
export interface IntentChoice {
  readonly intent: Intent;
  readonly confidence: number;
  readonly alternatives: readonly { readonly intent: Intent; readonly confidence: number }[];
}

const ALTERNATIVES = 3;
/** Probability of an emergency from which the words or the model alone decide; a miss is the worst error. */
const EMERGENCY_WITH_LIVE_WORDS = 0.05;
const EMERGENCY_WITH_DOUBT = 0.2;
const EMERGENCY_ALONE = 0.3;
const DANGER_WITH_WORDS = 0.04;
const DANGER_ALONE = 0.35;
/** Below this nothing is known; a person should look. */
const HANDOFF_BELOW = 0.2;
const CLEAR_LEAD = 0.25;

/** Understands one message. Pure: the same model and text give the same answer. */
export function understand(text: string, analyser: Analyser, model: Model): Understanding {
  if (text.trim() === '') return NOTHING;
  const analysis = analyser.analyse(text);
  if (!isLegible(analysis.features)) return { ...NOTHING, decision: 'handoff' };
  const vector = model.vocabulary.vector(analysis.features);
  const margins = marginsOf(model, vector);
  const raw = toProbabilities(model.intent, margins.intent);
  const danger = judgeDanger(analysis.folded, analysis.hits);
  const first = chooseIntent(raw, model.intent, danger, analysis);
  const choice = outrank(first, analysis, (part) => rate(part, analyser, model));
  const categories = hasCategory(choice.intent)
    ? findCategories(model, margins, text.length)
    : { category: null, category2: null };
  const { category, category2 }: { category: Category | null; category2: Category | null } = categories;
  const { hits, spans } = analysis;
  return {
    intent: choice.intent,
    confidence: choice.confidence,
    category,
    category2,
    flags: weighFlags(model.flags, margins.flags, judgeFlags({ intent: choice.intent, hits, spans, danger })),
    emotion: weighEmotion(model.emotion, margins.emotion, choice.intent, judgeEmotion(choice.intent, hits)),
    entities: toEntities(spans, text),
    decision: decide(choice, model.intent),
    alternatives: choice.alternatives,
  };
}

/** Whether there is any sign that can be read; a message in another script is for a person. */
function isLegible({ families }: Features): boolean {
  return families.includes(FAMILY.character);
}

function rate(text: string, analyser: Analyser, model: Model): { intent: Intent; confidence: number } {
  const p = probabilities(model.intent, model.vocabulary.vector(analyser.part(text)));
  const top = best(p);
  return { intent: model.intent.groups[top] as Intent, confidence: p[top] ?? 0 };
}

/** Boundary rules that the model alone gets wrong (domain: LABELS, what is primary when several fit). */
function outrank(choice: IntentChoice, analysis: Analysis, ask: Rate): IntentChoice {
  if (choice.intent === 'THREAT_ESCALATE') {
    const matter = matterBehindThreat(analysis, ask);
    if (matter !== null) return replaced(choice, matter.intent, matter.confidence);
  }
  const leaked = analysis.hits.some((hit) => hit.cue === 'privacy_leak');
  // To be told of a leak is a complaint; only what asks to delete, correct or see is a request.
  if (choice.intent === 'PRIVACY_REQUEST' && leaked) return replaced(choice, 'COMPLAINT', LEAK_CONFIDENCE);
  return choice;
}

const LEAK_CONFIDENCE = 0.7;

function replaced(choice: IntentChoice, intent: Intent, confidence: number): IntentChoice {
  const others = [{ intent: choice.intent, confidence: 1 - confidence }, ...choice.alternatives];
  return {
    intent,
    confidence,
    alternatives: others.filter((item) => item.intent !== intent).slice(0, ALTERNATIVES),
  };
}

const NOTHING: Understanding = {
  intent: 'OTHER',
  confidence: 1,
  category: null,
  category2: null,
  flags: [],
  emotion: 'calm',
  entities: [],
  decision: 'accept',
  alternatives: [],
};

/** Applies the rule of priority above the model: live danger, then danger to persons. */
export function chooseIntent(
  raw: Float64Array,
  head: Head,
  danger: Danger,
  analysis: Pick<Analysis, 'hits'>,
): IntentChoice {
  const of = (intent: Intent): number => raw[head.groups.indexOf(intent)] ?? 0;
  const forced = forcedIntent(of, danger, analysis);
  const top = forced ?? (head.groups[best(raw)] as Intent);
  return {
    intent: top,
    // A rule that overrules the model is at least as sure as the threshold it was built on.
    confidence: forced !== null && danger === 'live' ? Math.max(of(top), FORCED_CONFIDENCE) : of(top),
    alternatives: runnersUp(raw, head, top),
  };
}

/** The next best, without sorting all. */
function runnersUp(raw: Float64Array, head: Head, top: Intent): IntentChoice['alternatives'] {
  const found: { intent: Intent; confidence: number }[] = [];
  raw.forEach((confidence, group) => {
    const intent = head.groups[group] as Intent;
    if (intent === top || confidence <= (found[ALTERNATIVES - 1]?.confidence ?? 0)) return;
    const at = found.findIndex((item) => item.confidence < confidence);
    found.splice(at < 0 ? found.length : at, 0, { intent, confidence });
    if (found.length > ALTERNATIVES) found.pop();
  });
  return found;
}

const FORCED_CONFIDENCE = 0.9;

function forcedIntent(
  of: (intent: Intent) => number,
  danger: Danger,
  { hits }: Pick<Analysis, 'hits'>,
): Intent | null {
  const emergency = of('EMERGENCY_SAFETY');
  const needed =
    danger === 'live'
      ? EMERGENCY_WITH_LIVE_WORDS
      : danger === 'doubtful'
        ? EMERGENCY_WITH_DOUBT
        : EMERGENCY_ALONE;
  const threatens = hits.some((hit) => hit.cue === 'personal_danger');
  if (threatens && of('PERSONAL_DANGER') > Math.max(DANGER_WITH_WORDS, emergency)) return 'PERSONAL_DANGER';
  if (emergency >= needed) return 'EMERGENCY_SAFETY';
  return of('PERSONAL_DANGER') >= DANGER_ALONE ? 'PERSONAL_DANGER' : null;
}

function hasCategory(intent: Intent): boolean {
  return intent === 'COMPLAINT' || intent === 'COMPENSATION';
}

/** accept where the intent's own threshold is reached or it leads clearly; a person where nothing is known. */
export function decide(choice: IntentChoice, head: Head): Decision {
  if (choice.intent === 'PERSONAL_DANGER' || choice.intent === 'TRANSFER_HUMAN') return 'accept';
  const threshold = head.accept[head.groups.indexOf(choice.intent)] ?? 1;
  if (choice.confidence >= threshold) return 'accept';
  if (choice.confidence < HANDOFF_BELOW) return 'handoff';
  const second = choice.alternatives[0]?.confidence ?? 0;
  return choice.confidence - second >= 0.5 + CLEAR_LEAD ? 'accept' : 'clarify';
}
