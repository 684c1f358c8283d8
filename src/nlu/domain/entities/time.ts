import { isDigit } from '../normalise.js';
import { SURNAMES } from './person-words.js';
import { type Claims, headFrom, type Span, tailBefore } from './span.js';
import { FIRST_SIGNS, NUMBER, TIME } from './time-grammar.js';

/** Half a day on its own counts only where it is this one, not 一下午 or 每天下午. */
const BARE_PART = /(?<![一每整天日个大到半二两三])(?:上午|下午|早上|傍晚|凌晨)(?!好|班|茶)/g;
const HABIT = /^每(?:天|日|晚|早|夜|个?月)$/;
const NOT_CLOCK_AFTER =
  /^(?:意见|要求|问题|建议|诉求|原因|疑问|说明|点|儿|也|都|不|没|的(?!时候)|钱|用|响|面子|小|声|忙|心|办|东西|情况|事|道理|希望|想法|感想|经验|好处|理由|伤|水|油|电|力|良心|教训|档)/;
const BARE_CLOCK = new RegExp(`^快?${NUMBER}点$`);
const BARE_DATE = new RegExp(`^${NUMBER}[日号]$`);
const BARE_MONTH = new RegExp(`^${NUMBER}月$`);
/** Before 3号 these make a house, a meter or a queue of it. */
const NUMBERED_THINGS =
  /[路街巷里弄道村院楼栋尾工单户编表线杆同排区段幢园组庄屯湾苑府座坊城第支渠桩箱站塔窗柜库队门牌]$/;
const STARTS = new Uint8Array(0x10000);
for (const sign of FIRST_SIGNS) STARTS[sign.charCodeAt(0)] = 1;
/** What can hold a time at all; most short messages end here. */
const HINT = /[年月日号点时天周晚早夜期拜午晨傍凌昨今明前后儿季节庆秋旦夕:]|\d[-/.]\d/;

/** Dates, clock times and relative days, with their ranges; durations and 现在/刚才 are none. The value is the folded text. */
export function findTimes(folded: string, claims: Claims): Span[] {
  if (!HINT.test(folded)) return [];
  const spans: Span[] = [];
  const add = (start: number, text: string): void => {
    const end = start + text.length;
    if (!claims.isFree(start, end)) return;
    claims.take(start, end);
    spans.push({ type: 'time', start, end, value: text.replace(/ /g, '') });
  };
  for (let at = 0; at < folded.length; at += 1) {
    const text = begins(folded, at) ? timeAt(folded, at) : '';
    if (text === '') continue;
    if (isTime(folded, at, text)) add(at, text);
    at += text.length - 1;
  }
  for (const match of folded.matchAll(BARE_PART)) add(match.index, match[0]);
  return spans;
}

/** Most characters can begin no time, and a table says so faster than a pattern does. */
function begins(folded: string, at: number): boolean {
  const unit = folded.charCodeAt(at);
  return STARTS[unit] === 1 && !(isDigit(unit) && isDigit(folded.charCodeAt(at - 1)));
}

function timeAt(folded: string, at: number): string {
  TIME.lastIndex = at;
  return TIME.exec(folded)?.[0] ?? '';
}

function isTime(folded: string, start: number, text: string): boolean {
  const before = tailBefore(folded, start, 3);
  const after = headFrom(folded, start + text.length, 3);
  if (/[\d.第]$/.test(before) || HABIT.test(text)) return false;
  if (/^(?:早|晚|快)?一点一?$/.test(text)) return false;
  if (BARE_CLOCK.test(text) && NOT_CLOCK_AFTER.test(after)) return false;
  if (BARE_DATE.test(text)) return isBareDate(before, after, text);
  if (BARE_MONTH.test(text) && /[个几近逾满整]$/.test(before)) return false;
  if (/年前$/.test(text) && /几$/.test(before)) return false;
  if (/^\d{1,2}\/\d{1,2}$/.test(text) && !/(?:^|[^\d\w])$/.test(before)) return false;
  // 段国庆: a holiday that is a given name.
  if (
    /^(?:国庆|元旦)$/.test(text) &&
    SURNAMES.includes(before.slice(-1) || ' ') &&
    /^(?:$|[^\u4e00-\u9fff])/.test(after)
  )
    return false;
  // 今天推明天: a saying, not a date.
  return !(/^[今明后]天$/.test(text) && (/推$/.test(before) || /^推/.test(after)));
}

/** A day of the month: 15号 停的. No 四十日, 早一日 (a day), 3号楼, 尾号. */
function isBareDate(before: string, after: string, text: string): boolean {
  if (NUMBERED_THINGS.test(before) || /\d-$|[几多已逾满超达足约十百廿零一二三四五六七八九a-z]$/.test(before))
    return false;
  if (/^\d{3}|^[\d-]/.test(after)) return false;
  return !/^[一二两三四五六七八九]日$/.test(text);
}
