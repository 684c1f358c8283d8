import { type HomophoneData, HomophoneReader } from './homophones.js';

/**
 * Data for folding that must be the same on the server and in the browser. Serialisable as JSON:
 * the server builds it (`load-guard.ts`), the console page fetches it and hands it to `createGuard`.
 */
export interface FoldData {
  /** Pairs of code points written one after the other: variant, canonical, variant, canonical, ... */
  readonly variants: string;
  /** Pinyin (or another Latin spelling) without spaces and tones → the Han word it stands for. */
  readonly spellings: Readonly<Record<string, string>>;
  /** Initials beside Han characters and the word they stand for: gd → 规定. */
  readonly initials?: Readonly<Record<string, string>>;
  readonly homophones?: HomophoneData;
}

export interface FoldTable {
  readonly chars: ReadonlyMap<string, string>;
  readonly spellings: ReadonlyMap<string, string>;
  /** Length of the longest spelling, bounds the look-ahead of the segmentation. */
  readonly longestSpelling: number;
  readonly initials: ReadonlyMap<string, string>;
  readonly homophones: HomophoneReader | null;
}

/**
 * Look-alikes and honorifics that are not traditional forms: 您 and 你 say the same to a rule,
 * and 帐/账, 著/着 are mixed up in everyday typing.
 */
const BUILT_IN_VARIANTS =
  '您你妳你祢你伱你沵你恁你莪我卟不吥不佷很帐账帳账著着裡里裏里喺在唔不冇没咗了嘅的哋们嚟来佢他';

/** @param data absent in tests and in places that only meet simplified text */
export function createFoldTable(data?: FoldData): FoldTable {
  const chars = new Map<string, string>();
  for (const pairs of [data?.variants ?? '', BUILT_IN_VARIANTS]) {
    const points = [...pairs];
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [from, to] = [points[i], points[i + 1]];
      if (from !== undefined && to !== undefined) chars.set(from, to);
    }
  }
  const spellings = new Map(Object.entries(data?.spellings ?? {}));
  const longestSpelling = Math.max(0, ...[...spellings.keys()].map((key) => key.length));
  return {
    chars,
    spellings,
    longestSpelling,
    initials: new Map(Object.entries(data?.initials ?? {})),
    homophones: data?.homophones ? new HomophoneReader(data.homophones) : null,
  };
}
