import { findNamedParts, type Part } from './address-names.js';
import type { KnownPart } from './gazetteer.js';
import { type Claims, headFrom, type Span } from './span.js';

const N = '(?:\\d{1,4}|[零一二三四五六七八九十百廿]{1,4})';
/** Numbered parts of an address. 号 alone is one only after a name (see chain). */
const NUMBERED = new RegExp(
  `(?:${N}期)|[东西南北中]区(?=[\\da-z一二三四五六七八九十])|\\d{1,3}-\\d{1,3}(?:-\\d{2,4})?(?!\\d|[-元度点日月年])号?|(?:${N}|[a-z]\\d{0,2})(?:号楼|号院|#楼?|栋|幢|座|区(?!别|分))|${N}(?:单元|门洞|门(?=${N}|[^\\u4e00-\\u9fff]|$)|楼|层|室|房(?!间|子|东)|排|组(?!织|长|合)|社(?!会|区)|队|户(?!人|的|全|号)|弄|巷|条(?=\\d)|号(?:门(?!前|口|面|外))?(?!线|文|起|码|表|电|机|下午|上午|早|晚)|支路|段(?!时|子|路))|b\\d层|负[一二三1-3]楼|\\d{3,4}(?!\\d|[度元块号年kwv伏个多人户米天.:])|-\\d{1,4}(?:-\\d{1,4})?`,
  'g',
);
/** 一栋楼, 两栋, 一座: counted, not numbered. */
const STARTS_ALONE =
  /^(?:\d{1,4}|[二三四五六七八九十]{1,3}|[a-z]\d{0,2})(?:号楼|号院|栋|幢|单元)|^一(?:号楼|号院|单元)/;
const COUNTED_BUILDING =
  /^[一二两三四五六七八九十]+[栋幢](?=楼|房|全|都|停|[^\d一二三四五六七八九单零楼室]|$)/;
const RELATIVE =
  /^(?:的)?(?:东门口?|西门口?|南门口?|北门口?|大门口?|正门口?|[前后侧]门口?|门口|门前|正?对面|对门|斜?对过|斜对面|旁边|路旁|隔壁|[东西南北](?:侧|边|面|头|角)|[东西][南北]角|后[头面边]|前[头面边]|楼下|楼上|路口|村口|村头|村尾|街口|巷口|十字路口|交叉口|丁字路口|地下车库|地下室|地库|[a-z]区|\d+号车位|绿地|配电房|[东西南北中]段|旁(?=[,。;!? \n]|$|的|有|那)|那栋[一二三四五六七八九十\d]+层楼)/;
const HINT = /[\u4e00-\u9fff]/;

/**
 * Named places of the customer or the fault, with house numbers and what lies beside them.
 * @param known places of the gazetteer, in the order of the text; they count as whole parts
 */
export function findAddresses(folded: string, claims: Claims, known: readonly KnownPart[] = []): Span[] {
  if (!HINT.test(folded)) return [];
  const numbers = findNumbers(folded, claims);
  const named = findNamedParts(folded, claims, numbers);
  const parts = [...known.filter(({ start, end }) => claims.isFree(start, end)), ...named, ...numbers].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  return chain(folded, parts).map(({ start, end }) => ({
    type: 'address',
    start,
    end,
    value: writeValue(folded, start, end, known),
  }));
}

/** The text without spaces, known places by the name they are kept under. */
function writeValue(folded: string, start: number, end: number, known: readonly KnownPart[]): string {
  let value = '';
  let at = start;
  for (const place of known) {
    if (place.start < at || place.end > end) continue;
    value += folded.slice(at, place.start) + place.name;
    at = place.end;
  }
  return (value + folded.slice(at, end)).replace(/ /g, '');
}

function findNumbers(folded: string, claims: Claims): Part[] {
  const numbers: Part[] = [];
  for (const match of folded.matchAll(NUMBERED)) {
    const start = match.index;
    const end = start + match[0].length;
    if (!claims.isFree(start, end)) continue;
    const counted = COUNTED_BUILDING.test(headFrom(folded, start, 8));
    numbers.push({ start, end, anchor: !counted && STARTS_ALONE.test(match[0]) });
  }
  return numbers;
}

/** Joins parts that follow one another, and takes in what says where beside it: 东门口, 对面, 南侧. */
function chain(folded: string, parts: readonly Part[]): Part[] {
  const chains: Part[] = [];
  let open: Part | undefined;
  for (const part of parts) {
    if (open !== undefined && part.end <= open.end) continue;
    const joins = open !== undefined && (part.start <= open.end || gapJoins(folded, open, part));
    if (open !== undefined && joins && (open.anchor || part.anchor)) {
      open = withRelative(folded, { start: open.start, end: part.end, anchor: true });
      continue;
    }
    if (open?.anchor) chains.push(open);
    open = part.anchor ? withRelative(folded, part) : part.start === open?.end ? open : part;
  }
  if (open?.anchor) chains.push(open);
  return chains;
}

function gapJoins(folded: string, open: Part, part: Part): boolean {
  if (part.start - open.end > 1) return false;
  const gap = folded.slice(open.end, part.start);
  return open.anchor && /^[ \-的]?$/.test(gap) && (gap !== '的' || part.anchor);
}

function withRelative(folded: string, part: Part): Part {
  let end = part.end;
  for (;;) {
    const skip = folded.charAt(end) === ' ' ? 1 : 0;
    const match = RELATIVE.exec(headFrom(folded, end + skip, 14));
    if (match === null) return { ...part, end };
    end += match[0].length + skip;
  }
}
