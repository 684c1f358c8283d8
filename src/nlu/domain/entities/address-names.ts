import { isHan, isLatin } from '../normalise.js';
import { PhraseFinder } from '../signals/trie.js';
import {
  CUT_WORDS,
  FAMILY_SUFFIXES,
  GENERIC_NAMES,
  JOINING_UNITS,
  LANDMARKS,
  LEADING_WORDS,
  LOCATIVE_SUFFIXES,
  NO_FAMILY,
  NO_PLACE,
  PLAIN_SUFFIXES,
  STOP_UNITS,
  STRONG_SUFFIXES,
  WEAK_SUFFIXES,
} from './address-words.js';
import { SURNAMES } from './person-words.js';
import { type Claims, headFrom, tailBefore } from './span.js';

/** A piece of an address by its offsets. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** A part that is an address on its own; the others only continue one. */
  readonly anchor: boolean;
}

type Kind = 'strong' | 'family' | 'plain' | 'weak' | 'cut';
const PHRASES: readonly (readonly [Kind, readonly string[]])[] = [
  ['strong', [...STRONG_SUFFIXES, '学校']],
  ['family', FAMILY_SUFFIXES],
  ['plain', PLAIN_SUFFIXES],
  ['weak', WEAK_SUFFIXES],
  ['cut', CUT_WORDS],
];
const KINDS: readonly Kind[] = PHRASES.flatMap(([kind, list]) => list.map(() => kind));
const FINDER = new PhraseFinder(PHRASES.flatMap(([, list]) => list));
const NAME_LIMIT = { strong: 8, family: 1, plain: 5, weak: 6, cut: 0 } as const;

const BESIDE =
  /^(?:的)?(?:门口|旁|对面|斜对|正对|后[门头面边]|前[门头面边]|侧门|[东西南北](?:门|侧|边|面|头)|隔壁|路口|大门)/;
const LOCATED_BEFORE =
  /(?:在|住|位于|地址(?:是|为|:|：)?|地点(?:是|为|:)?|我是|我们是|到|就是|家住|住址(?:是|:)?)$/;
const LOCATED_AFTER =
  /^(?:$|[,。;!? \n]|门口|对面|旁|[东西南北]门|这边|这里|这儿|这块|这片|那边|那里|那儿|那块|附近|旁边|整|全|停|没|又|什么时候|啥时候|有没有|电|一户|的)/;
const OUTAGE_AFTER =
  /^(?:这边|这里|这儿|那边|又?停电|没电|全停|整个|今晚|今天|明天|什么时候|啥时候|有没有|跳闸|电压|停)/;

interface Hit {
  readonly kind: Kind;
  readonly at: number;
  readonly end: number;
}

/**
 * Places by name: a suffix that makes one (小区, 村, 家湾) and the name before it.
 * @param numbers house numbers: some suffixes need one behind them, and no name reaches back over one
 */
export function findNamedParts(folded: string, claims: Claims, numbers: readonly Part[]): Part[] {
  const { hits, cuts } = scan(folded);
  const numberStarts = new Set(numbers.map((number) => number.start));
  for (const number of numbers) cuts[number.end] = 1;
  const parts: Part[] = [];
  let lastEnd = 0;
  for (const hit of hits) {
    if (!claims.isFree(hit.at, hit.end)) continue;
    const continues =
      lastEnd > 0 && (lastEnd === hit.at || (lastEnd === hit.at - 1 && folded.charAt(lastEnd) === ' '));
    const floor = Math.max(0, hit.at - NAME_LIMIT[hit.kind], lastEnd <= hit.at ? lastEnd : 0);
    const start =
      hit.kind === 'family' ? familyStart(folded, hit.at) : nameStart(folded, hit.at, floor, claims, cuts);
    if (!isPlace(folded, { ...hit, start, continues }, numberStarts)) continue;
    parts.push({ start, end: hit.end, anchor: true });
    lastEnd = hit.end;
  }
  return parts;
}

/** One pass for suffixes and cut words alike; of suffixes that end together only the longest strong one counts. */
function scan(folded: string): { hits: Hit[]; cuts: Uint8Array } {
  const hits: Hit[] = [];
  const cuts = new Uint8Array(folded.length + 1);
  FINDER.scan(folded, (phrase, at, end) => {
    const kind = KINDS[phrase] ?? 'cut';
    if (kind === 'cut') {
      cuts[end] = 1;
      return;
    }
    const last = hits[hits.length - 1];
    if (last?.end === end && (last.kind === 'strong' || last.kind === 'family') && last.at <= at) return;
    hits.push({ kind, at, end });
  });
  return { hits, cuts };
}

/** Walks left over what can be a name, then drops leading words such as 在 or 本. */
function nameStart(folded: string, at: number, floor: number, claims: Claims, cuts: Uint8Array): number {
  let start = at;
  while (start > floor && cuts[start] === 0) {
    const unit = folded.charCodeAt(start - 1);
    if (!(isHan(unit) || isLatin(unit)) || STOP_UNITS.has(unit) || !claims.isFree(start - 1, start)) break;
    if (JOINING_UNITS.has(unit) && start - 1 > floor && isHan(folded.charCodeAt(start - 2))) break;
    start -= 1;
  }
  // 我们院和学校之间: what ends in a conjunction is no name.
  if ('和与跟'.includes(folded.charAt(at - 1))) return at;
  return trimLeading(folded, start, at);
}

/** Pronouns, verbs and particles that begin no name; the others may: 和平路, 光明路, 向阳村. */
const NEVER_FIRST = new Set(
  '我咱俺你他她是到去从把被给往就那这在跟与及没的了吗呢吧啊呀也都还又再很想要能叫说看用修住请问个条几每该贵',
);
const LEADING = new Map<string, string[]>();
for (const word of LEADING_WORDS) LEADING.set(word.charAt(0), [...(LEADING.get(word.charAt(0)) ?? []), word]);

function trimLeading(folded: string, from: number, at: number): number {
  let start = from;
  for (;;) {
    const word = LEADING.get(folded.charAt(start))?.find(
      (candidate) => start + candidate.length <= at && folded.startsWith(candidate, start),
    );
    if (word === undefined || isNameStart(folded, start, at, word)) return start;
    start += word.length;
  }
}

/** 和顺, 来福, 向阳, 自强: one-character words that begin many names stay when just one more follows them. */
function isNameStart(folded: string, start: number, at: number, word: string): boolean {
  // 红星路和东大街: after another place it joins the two.
  if (word === '和' && /[路街段号区栋村组镇院楼]$/.test(folded.charAt(start - 1))) return false;
  return word.length === 1 && !NEVER_FIRST.has(word) && at - start === 2;
}

interface Candidate extends Hit {
  readonly start: number;
  /** It follows another part, so it needs no name. */
  readonly continues: boolean;
}

function isPlace(folded: string, hit: Candidate, numberStarts: ReadonlySet<number>): boolean {
  const { kind, start, at, end, continues } = hit;
  if (start < 0) return false;
  if (kind === 'family') return isFamilyPlace(folded, at);
  if (folded.startsWith('不是', start - 2) && !continues) return false;
  const name = folded.slice(start, at);
  if (kind === 'strong') return isStrongPlace(folded, hit, name, numberStarts.has(end));
  if (!continues && GENERIC_NAMES.has(name) && !/^[东西南北]庄$/.test(folded.slice(start, end))) return false;
  if (kind === 'plain') return isPlainPlace(folded, hit, name, numberStarts.has(end));
  return isWeakPlace(folded, hit, name, numberStarts.has(end));
}

function isFamilyPlace(folded: string, at: number): boolean {
  const surname = folded.charAt(at - 1);
  return isHan(folded.charCodeAt(at - 1)) && !NO_FAMILY.has(surname) && !folded.startsWith('不是', at - 3);
}

/** 老张家湾, 上李家坳: such a word belongs to the village where nothing but 在 or 住 stands before it. */
function familyStart(folded: string, at: number): number {
  return /(?:^|[,。;:!? \n在住是到])[老上下大小新]$/.test(folded.slice(Math.max(0, at - 3), at - 1))
    ? at - 2
    : at - 1;
}

function isStrongPlace(folded: string, hit: Candidate, name: string, numbered: boolean): boolean {
  const { start, at, end, continues } = hit;
  if (continues) return true;
  if (name.length > 0 && !GENERIC_NAMES.has(name)) return true;
  const suffix = folded.slice(at, end);
  // 城西路, 老北街: the direction makes the name.
  if (name !== '' && /^[东西南北中][路街]$/.test(suffix)) return true;
  if (/^[东西南北中]$/.test(name) && /^大[街道]$/.test(suffix)) return true;
  const beside = BESIDE.test(headFrom(folded, end, 4));
  // 老宿舍二号楼, 老瓦厂旁边: what kind of place it is, made exact by what follows.
  if (name === '老' || name === '旧') return numbered || beside;
  if (name === '' && /^[东西南北前后中老]街$/.test(suffix))
    return /(?:整条|住)$/.test(tailBefore(folded, start, 2));
  // 菜市场北门, 学校旁: a landmark and what lies beside it.
  return name.length < 3 && beside && LANDMARKS.has(suffix);
}

/** 路 in 线路 or 区 in 台区 is no place; a road or district has a name of its own before it. */
function isPlainPlace(
  folded: string,
  { at, end, continues }: Candidate,
  name: string,
  numbered: boolean,
): boolean {
  if (numbered && (name.length > 0 || continues)) return true;
  const suffix = folded.slice(at, end);
  const after = headFrom(folded, end, 2);
  if (name === '' && continues) return '村镇乡县区市'.includes(suffix);
  if (name.length < 2) return isShortVillage(folded, at, name, suffix);
  if (name.length > 4) return false;
  switch (suffix) {
    case '社':
      return false;
    case '区':
      return !name.endsWith('台') && /^[\u4e00-\u9fff]/.test(after) && name.length <= 3;
    case '集':
      return after.startsWith('上');
    case '路':
      return !/[线电短走马公网铁断半一思出退套回]$/.test(name) && !/^[由径费灯过面子数线人况程]/.test(after);
    case '街':
      return !/^[由径上费灯过面坊]/.test(after);
    case '市':
      return !/^[场政民面价区]/.test(after) && !/[城超门上股]$/.test(name);
    case '弄':
      return false;
    case '镇':
    case '县':
      return !/^(?:[静压定江痛政城里]|上(?![街路]))/.test(after);
    case '村':
      return !/^(?:民|长|干|支|书|庄)/.test(after) || name.length <= 3;
    case '坪':
    case '坝':
    case '寨':
    case '塆':
      return name.length <= 3;
    default:
      return true;
  }
}

/** 北庄, 刘庄, 李村: one character and a village, where no other name could go on to the left. */
function isShortVillage(folded: string, at: number, name: string, suffix: string): boolean {
  if (name === '' || !'庄村屯集寨'.includes(suffix)) return false;
  if (suffix === '庄' && '东西南北'.includes(name)) return true;
  return SURNAMES.includes(name) && /(?:^|[,。;:!? \n在住]|我们)$/.test(tailBefore(folded, at - 1, 2));
}

function isWeakPlace(
  folded: string,
  { start, at, end }: Candidate,
  name: string,
  numbered: boolean,
): boolean {
  if (name.length < 2 || NO_PLACE.test(folded.slice(start, end))) return false;
  const after = headFrom(folded, end, 6);
  if (numbered) return /^(?:\d|[a-z]\d?[区座栋幢]|[^层户队社]{1,4}[号栋幢组单院座])/.test(after);
  if (!LOCATIVE_SUFFIXES.has(folded.slice(at, end)) || name.length > 5) return false;
  const before = tailBefore(folded, start, 5);
  if (LOCATED_BEFORE.test(before)) return LOCATED_AFTER.test(after);
  return /(?:^|[,。;!? \n])$/.test(before) && OUTAGE_AFTER.test(after);
}
