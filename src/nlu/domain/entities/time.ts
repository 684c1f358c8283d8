import type { Span } from './span.js';

const N = '[零一二两三四五六七八九十]';
const NUM = `(?:\\d{1,2}|${N}{1,3})`;
const YEAR = `(?:(?:19|20)\\d{2}年|(?:二零|两零)${N}{2}年|大前年|[去前今明后]年|${NUM}年(?:以)?前)`;
const MONTH = `(?:(?:上上?|下下?|这|本)个?月|(?:1[0-2]|0?[1-9])月份?|(?:十[一二]?|[一二三四五六七八九])月份?)`;
const MONTH_PART = `(?:初|底|末|中旬|上旬|下旬|中)`;
const DATE = `(?:(?:[12]\\d|3[01]|0?[1-9])[日号]|(?:二?十${N}?|三十一?|[一二三四五六七八九])[日号])`;
const ISO = `(?:(?:19|20)\\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\\d|3[01]|0?[1-9]))`;
const WEEKDAY = `(?:(?:上上?|下下?|这|本)个?)?(?:周|星期|礼拜)[一二三四五六日天末]`;
const WEEK = `(?:上上?|下下?|这|本)个?(?:周|星期|礼拜)`;
const RELATIVE = `(?:大前天|大后天|[昨今明前后](?:天|日|儿个|儿)|[昨今明前当](?:晚|夜)|[今明]早|今晨|前[几两]天|前些天|${NUM}(?:天|周|个月|个?星期|个?礼拜)(?:以)?前)`;
const EVERY = `每(?:天|日|晚|早|夜|周${N}|个?月)`;
const PART = `(?:凌晨|清晨|大?清早|大?早上|早晨|一大早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|半夜|深夜|早|晚|夜)`;
const MINUTES = `(?:半|[一三]刻|整|过|(?:[0-5]?\\d|${N}{1,3})分?)`;
const CLOCK = `(?:(?:[01]?\\d|2[0-4]):[0-5]\\d|(?:[01]?\\d|2[0-4]|十${N}?|二十[一二三四]?|[一二两三四五六七八九])(?:点钟?|时(?![候间段]))(?:${MINUTES})?)`;
const ABOUT = `(?:多|左右|前后|许)?(?:以后|之后|以前|之前|过后)?`;
const DAY = `(?:${ISO}|(?:${YEAR}(?:年?[底初末]|上半年|下半年)?)?(?:${MONTH}${MONTH_PART}?)?的?${DATE}(?!楼|院|线|门|窗|柜|车|杆|厂|变|箱|机|台|工|表|桌|卡|令|店|公|房|井|坝|棚|馆|坑|地|岗)|${YEAR}(?:年?[底初末]|上半年|下半年)?(?:的?${MONTH}${MONTH_PART}?)?|${MONTH}${MONTH_PART}?|月[底初末]|${RELATIVE}|${WEEKDAY}|${WEEK}(?!${N})|${EVERY})`;
const HOUR = `(?:${PART})?[快近]?${CLOCK}${ABOUT}`;
const MOMENT = `(?:${DAY}(?:\\(?${WEEKDAY}\\)?)?(?:(?:的|,| )?${HOUR}|的?${PART})?|${PART}[快近]?${CLOCK}${ABOUT}|快?${CLOCK}${ABOUT})`;
/** What a time can begin with; tells most positions apart at once. */
const FIRST = `(?=[\\d零一二两三四五六七八九十去前今明后大上下这本周星礼每凌清早中正午傍晚夜半深快近月昨当])`;
const TIME = new RegExp(
  `${FIRST}${MOMENT}(?:(?:到|至|~|-|—)${MOMENT}(?:之间)?|之?[前内](?!后|边|面|头|天|部|线|容|几))?`,
  'g',
);
/** Half a day on its own counts only where it is this one, not 一下午 or 每天下午. */
const BARE_PART = /(?<![一每整天个大到半二两三])(?:上午|下午|早上|傍晚|凌晨)(?!好|班|茶)/g;
const HABIT = /^每(?:天|日|晚|早|夜|个?月)$/;
const NOT_CLOCK_AFTER =
  /^(?:意见|要求|问题|建议|诉求|原因|疑问|说明|点|儿|也|都|不|没|的(?!时候)|钱|用|响|面子|小|声|忙|心|办|东西|情况|事)/;

/** Dates, clock times and relative days, with their ranges; durations and 现在/刚才 are none. */
export function findTimes(folded: string): Span[] {
  const spans: Span[] = [];
  for (const match of folded.matchAll(TIME)) {
    if (isTime(folded, match.index, match[0])) spans.push(span(match.index, match[0]));
  }
  for (const match of folded.matchAll(BARE_PART)) {
    const at = match.index;
    if (!spans.some((other) => at >= other.start && at < other.end)) spans.push(span(at, match[0]));
  }
  return spans.sort((a, b) => a.start - b.start);
}

function isTime(folded: string, start: number, text: string): boolean {
  const before = folded.slice(Math.max(0, start - 2), start);
  const after = folded.slice(start + text.length);
  if (/[\d.第]$/.test(before) || HABIT.test(text)) return false;
  if (/^(?:早|晚|快)?一点$/.test(text)) return false;
  if (new RegExp(`^快?${NUM}点$`).test(text) && NOT_CLOCK_AFTER.test(after)) return false;
  if (new RegExp(`^${NUM}[日号]$`).test(text))
    return !/[路街巷里弄道村院楼栋尾工单户编表线杆同]$/.test(before);
  if (new RegExp(`^${NUM}月$`).test(text) && /个$/.test(before)) return false;
  if (/年前$/.test(text) && /几$/.test(before)) return false;
  // 今天推明天: a saying, not a date.
  return !(/^[今明后]天$/.test(text) && (/推$/.test(before) || /^推/.test(after)));
}

function span(start: number, text: string): Span {
  return { type: 'time', start, end: start + text.length, value: text.replace(/ /g, '') };
}
