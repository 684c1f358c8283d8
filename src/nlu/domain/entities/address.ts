import { isHan } from '../normalise.js';
import { PhraseFinder } from '../signals/trie.js';
import {
  FAMILY_PLACE,
  GENERIC_NAMES,
  LEADING_WORDS,
  PLAIN_SUFFIXES,
  STOP_UNITS,
  STRONG_SUFFIXES,
  WEAK_SUFFIXES,
} from './address-words.js';
import type { Span } from './span.js';

const N = '(?:\\d{1,4}|[零一二三四五六七八九十百]{1,4})';
/** Numbered parts of an address. 号 alone is one only after a name (see chain). */
const NUMBERED = new RegExp(
  `(?:${N}期)|(?:${N}|[a-z]\\d{0,2})(?:号楼|号院|栋|幢|座|区(?!别|分))|${N}(?:单元|门洞|门(?=${N}|[^\\u4e00-\\u9fff]|$)|楼|层|室|组|社(?!会)|队|户(?!人|的|全)|弄|巷|号(?!线|文|起)|支路)|b\\d层|\\d{3,4}(?!\\d|[度元块号年kwv伏个多人户米天])|-\\d{1,4}`,
  'g',
);
const STARTS_ALONE = new RegExp(`^(?:${N}|[a-z]\\d{0,2})(?:号楼|号院|栋|幢|单元)`);
const RELATIVE =
  /^(?:的)?(?:东门口?|西门口?|南门口?|北门口?|大门口|门口|正?对面|对门|斜对面|旁边|隔壁|[东西南北](?:侧|边|面|头)|后[头面边]|前[头面边]|楼下|楼上|路口|村口|巷口|十字路口|交叉口|地下车库|地下室|地库|[a-z]区|\d+号车位|绿地|配电房|那栋[一二三四五六七八九十\d]+层楼)/;
const NAME_LIMIT = 8;

interface Part {
  readonly start: number;
  readonly end: number;
  /** A part that is an address on its own; the others only continue one. */
  readonly anchor: boolean;
}

const SUFFIXES = [...STRONG_SUFFIXES, ...PLAIN_SUFFIXES, ...WEAK_SUFFIXES];
const KINDS = SUFFIXES.map((suffix) =>
  STRONG_SUFFIXES.includes(suffix) ? 'strong' : PLAIN_SUFFIXES.includes(suffix) ? 'plain' : 'weak',
);
const FINDER = new PhraseFinder(SUFFIXES);

/** Named places of the customer or the fault, with house numbers and what lies beside them. */
export function findAddresses(folded: string): Span[] {
  const numbers = [...folded.matchAll(NUMBERED)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    anchor: STARTS_ALONE.test(match[0]),
  }));
  const parts = [...namedParts(folded, numbers), ...numbers].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  return chain(folded, parts).map(({ start, end }) => ({
    type: 'address',
    start,
    end,
    value: folded.slice(start, end).replace(/ /g, ''),
  }));
}

function namedParts(folded: string, numbers: readonly Part[]): Part[] {
  const parts: Part[] = [...folded.matchAll(FAMILY_PLACE)]
    .filter(
      (match) =>
        !folded.startsWith('不是', match.index - 2) &&
        !/^(?:我|你|他|她|人|谁|大|自|国|咱|俺|全|别|回|在|搬|到|这|那|离|老|娘|婆|住|商|厂|独|的)/.test(
          match[0],
        ),
    )
    .map((match) => ({ start: match.index, end: match.index + match[0].length, anchor: true }));
  const strongEnds = new Set<number>();
  FINDER.scan(folded, (suffix, _, end) => {
    if (KINDS[suffix] === 'strong') strongEnds.add(end);
  });
  FINDER.scan(folded, (suffix, at, end) => {
    const kind = KINDS[suffix];
    if (kind !== 'strong' && strongEnds.has(end)) return;
    const continues =
      kind === 'strong' &&
      parts.some((part) => part.end === at || (part.end === at - 1 && folded.charAt(at - 1) === ' '));
    const start = nameStart(folded, at, kind === 'strong' ? NAME_LIMIT : 5, parts);
    const name = folded.slice(start, at);
    if (!continues && (name.length < (kind === 'weak' ? 2 : 1) || GENERIC_NAMES.has(name))) return;
    if (!continues && folded.startsWith('不是', start - 2)) return;
    if (kind === 'weak' && !numbers.some((number) => number.start === end)) return;
    if (kind === 'plain' && !isPlainPlace(folded, name, at, end, numbers)) return;
    parts.push({ start, end, anchor: true });
  });
  return parts;
}

/** 路 in 线路 or 区 in 台区 is no place; a road or district has a name of its own before it. */
function isPlainPlace(
  folded: string,
  name: string,
  at: number,
  end: number,
  numbers: readonly Part[],
): boolean {
  const followed = numbers.some((number) => number.start === end);
  if (followed) return true;
  const suffix = folded.slice(at, end);
  const next = folded.charAt(end);
  if (name.length < 2) return suffix === '庄' && /^[\u4e00-\u9fff]$/.test(name) && '东西南北'.includes(name);
  if (suffix === '社' || suffix === '区')
    return /[\u4e00-\u9fff]/.test(next) && name.length <= 3 && suffix !== '社';
  if (suffix === '集') return next === '上';
  if (suffix === '路' && /[线电短走马公网铁断半一思出]$/.test(name)) return false;
  if ((suffix === '路' || suffix === '街') && /^[由径上费灯过面]/.test(next)) return false;
  if (suffix === '市' && /^[场政民]/.test(next)) return false;
  if (suffix === '村' && /^[民里电长干]/.test(next) && name.length < 2) return false;
  if (suffix === '坪' || suffix === '坝' || suffix === '寨' || suffix === '塆') return name.length <= 3;
  return name.length <= 4;
}

/** Walks left over what can be a name, then drops leading words such as 地址 or 我们. */
function nameStart(folded: string, at: number, limit: number, parts: readonly Part[]): number {
  let start = at;
  const floor = Math.max(0, at - limit, ...parts.filter((part) => part.end <= at).map((part) => part.end));
  while (start > floor) {
    const unit = folded.charCodeAt(start - 1);
    if (!isHan(unit) || STOP_UNITS.has(unit)) break;
    start -= 1;
  }
  return trimLeading(folded, start, at);
}

function trimLeading(folded: string, from: number, at: number): number {
  let start = from;
  for (let again = true; again; ) {
    again = false;
    for (const word of LEADING_WORDS) {
      if (
        start + word.length <= at &&
        folded.startsWith(word, start) &&
        !isNameStart(folded, start, at, word)
      ) {
        start += word.length;
        again = true;
        break;
      }
    }
  }
  return start;
}

/** 和顺, 来福, 向阳, 自强: one-character words that begin many names stay when two follow them. */
function isNameStart(folded: string, start: number, at: number, word: string): boolean {
  return word.length === 1 && '和来向自有经对由为起'.includes(word) && at - start === 2 && folded.length > at;
}

/** Joins parts that follow one another, and takes in what says where beside it: 东门口, 对面, 南侧. */
function chain(folded: string, parts: readonly Part[]): Part[] {
  const chains: Part[] = [];
  let open: Part | undefined;
  for (const part of parts) {
    if (open !== undefined && part.end <= open.end) continue;
    const joins = open !== undefined && (part.start <= open.end || gapJoins(folded, open, part));
    if (open !== undefined && joins && (open.anchor || part.anchor)) {
      open = { start: open.start, end: part.end, anchor: open.anchor || part.anchor };
      open = withRelative(folded, open);
      continue;
    }
    if (open?.anchor) chains.push(open);
    open = part.anchor ? withRelative(folded, part) : part.start === open?.end ? open : part;
  }
  if (open?.anchor) chains.push(open);
  return chains;
}

function gapJoins(folded: string, open: Part, part: Part): boolean {
  const gap = folded.slice(open.end, part.start);
  return open.anchor && /^[ \-的]?$/.test(gap) && (gap !== '的' || part.anchor);
}

function withRelative(folded: string, part: Part): Part {
  let end = part.end;
  for (;;) {
    const match = RELATIVE.exec(folded.slice(folded.charAt(end) === ' ' ? end + 1 : end, end + 14));
    if (match === null) return { ...part, end };
    end += match[0].length + (folded.charAt(end) === ' ' ? 1 : 0);
  }
}
