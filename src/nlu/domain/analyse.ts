import type { EntityType } from '#app/base/model/labels.js';
import { findSpans } from './entities/extract.js';
import { Gazetteer } from './entities/gazetteer.js';
import type { Span } from './entities/span.js';
import { type FeatureLexicon, type Masked, readFeatures, type Sounds } from './features.js';
import type { Features } from './hashing.js';
import { type FoldTable, foldText } from './normalise.js';
import type { CueFinder, CueHit } from './signals/cues.js';

/** One message after reading, before any decision. */
export interface Analysis {
  readonly folded: string;
  readonly spans: readonly Span[];
  readonly hits: readonly CueHit[];
  readonly features: Features;
}

/** Entities that say nothing by their own characters and are read as one symbol (private use area). */
const SYMBOLS: Readonly<Record<EntityType, string>> = {
  account_no: '\ue001',
  phone: '\ue002',
  ticket_no: '\ue003',
  amount: '\ue004',
  address: '\ue005',
  person: '\ue006',
  time: '\ue007',
};
const MASKED: ReadonlySet<EntityType> = new Set<EntityType>([
  'account_no',
  'phone',
  'ticket_no',
  'amount',
  'address',
  'person',
]);

/** Cues that emoji and exclamation marks set off: they say how, not what. */
const MARKS_ONLY: ReadonlySet<string> = new Set(['emo_mark', 'emo_excl', 'emo_soft_face']);

/** Reads messages: fold, entities, cues, features. Holds only dictionaries, so it is shared freely. */
export class Analyser {
  constructor(
    private readonly table: FoldTable,
    private readonly sounds: Sounds,
    private readonly cues: CueFinder,
    private readonly lexicon: FeatureLexicon,
    private readonly gazetteer: Gazetteer = Gazetteer.EMPTY,
  ) {}

  analyse(text: string): Analysis {
    const folded = foldText(text, this.table);
    const spans = findSpans(folded, this.gazetteer);
    const hits = this.cues.find(folded);
    return { folded, spans, hits, features: this.read(folded, spans, hits) };
  }

  /** Features of a part of a message that was folded before. */
  part(folded: string): Features {
    return this.read(folded, findSpans(folded, this.gazetteer), this.cues.find(folded));
  }

  private read(text: string, spans: readonly Span[], hits: readonly CueHit[]): Features {
    const masks = spans.filter((span) => MASKED.has(span.type)).map(masked);
    const cues = hits.map((hit) => hit.cue).filter((cue) => !MARKS_ONLY.has(cue));
    const signals = [...cues, ...spans.map((span) => `e_${span.type}`)];
    return readFeatures({ text, masks, signals }, this.sounds, this.lexicon);
  }
}

function masked(span: Span): Masked {
  return { start: span.start, end: span.end, symbol: SYMBOLS[span.type] };
}
