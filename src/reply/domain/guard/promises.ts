import type { PromiseLimits } from './guard-context.js';
import type { Span } from './pattern-pool.js';
import type { Severity } from './rules.js';

/** A time or an amount in a reply that the ticket does not cover. */
export interface PromiseFinding extends Span {
  readonly class: 'OVER_PROMISE' | 'UNAUTHORIZED_COMP';
  readonly severity: Severity;
  readonly why: string;
  readonly rewrite: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNIT_MS: Readonly<Record<string, number>> = {
  分钟: MINUTE,
  刻钟: 15 * MINUTE,
  小时: HOUR,
  钟头: HOUR,
  天: DAY,
  日: DAY,
  工作日: DAY,
};

const NUMERAL = '[0-9]+(?:\\.[0-9]+)?|[一二三四五六七八九十两半百千万]+';
/** 2小时内修好, 半个钟头就到: a span of time counted from now. */
const WITHIN = new RegExp(
  `(${NUMERAL})个?(分钟|刻钟|小时|钟头|工作日|天|日)(?:之内|以内|内|后|就|左右|能|可以)`,
  'g',
);
/** 今天18:00前, 11月25日12点: a moment. */
const MOMENT =
  /(?:([0-9]{1,2})月([0-9]{1,2})[日号]|(今天|今晚|今日|明天|明日|明早|明晚|后天|大后天))?(?:上午|下午|晚上|早上|中午|凌晨)?([0-9]{1,2})(?::([0-9]{2})|[点时](半)?)/g;
const AFTERNOON = /(?:下午|晚上|今晚|明晚|傍晚)[0-9]{1,2}$/;
const DAY_OFFSET: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  大后天: 3,
};

/** What we promise to have done by then; other times (opening hours, what happened) are no promises. */
const ANSWER = /回复|答复|回电|联系|告诉|告知|通知|结果|办结|处理好|处理完|解决|说明|反馈|出具/;
const REPAIR = /修好|来电|送电|恢复|复电|修复|抢修好|通电|亮/;
const ARRIVAL = /到场|到达|上门|赶到|就到|能到/;
const PAST =
  /(?:昨天|昨晚|前天|上周|上月|上次|刚才|当时|已经?|从|自|每天|营业|计划停电|停电时间|检修)[^。!?;]{0,14}$/;

/** 赔您800元, 给您减免三百: money that goes to the customer. */
const MONEY = new RegExp(`(${NUMERAL})(元|块钱|块|万元)`, 'g');
const COMPENSATES = /赔|补偿|减免|免收|免掉|抵扣|补贴|补助|慰问/;

const WHY_LATE = '承诺的时间晚于工单的最后时限';
const WHY_EARLY = '承诺的时间早于抢修或核查能做到的时间';
const WHY_MONEY = '金额超过已批准的补偿';

/**
 * Times and amounts that exceed what the ticket's clocks and approvals allow. Silent about what is not known:
 * without a deadline no time is too late, without an eta none too early; without an approval no amount is allowed.
 * @param folded the reply
 */
export function findBrokenPromises(folded: string, limits: PromiseLimits | undefined): PromiseFinding[] {
  if (!limits) return [];
  return [...times(folded, limits), ...amounts(folded, limits)].sort((a, b) => a.start - b.start);
}

function times(folded: string, limits: PromiseLimits): PromiseFinding[] {
  const found: PromiseFinding[] = [];
  for (const { span, at } of momentsIn(folded, limits)) {
    const act = actBehind(folded, span);
    if (act === null || PAST.test(folded.slice(Math.max(0, span.start - 16), span.start))) continue;
    const { deadline, eta } = limits;
    if (act === 'answer' && deadline !== undefined && at > deadline) {
      found.push({ ...span, ...overPromise(WHY_LATE, 'warn') });
    } else if (act !== 'answer' && eta !== undefined && at < eta) {
      found.push({ ...span, ...overPromise(WHY_EARLY, 'block') });
    }
  }
  return found;
}

/** The promises of a reply: what, for when, in which words. Times that tell what has been are left out. */
export function promisesIn(folded: string, now: number): { act: Act; at: number; words: string }[] {
  return [...momentsIn(folded, { now })].flatMap(({ span, at }) => {
    const act = PAST.test(folded.slice(Math.max(0, span.start - 16), span.start))
      ? null
      : actBehind(folded, span);
    return act === null ? [] : [{ act, at, words: folded.slice(span.start, span.end) }];
  });
}

const overPromise = (why: string, severity: Severity) => ({
  class: 'OVER_PROMISE' as const,
  severity,
  why,
  rewrite: [
    '最迟{deadline}前给您回复，中间有变化我提前告诉您。',
    '抢修人员预计{eta}到达，到场判断后我再告诉您恢复时间。',
    '时间我先和现场核实清楚，再把确切的钟点告诉您。',
  ],
});

function* momentsIn(folded: string, limits: PromiseLimits): Generator<{ span: Span; at: number }> {
  for (const match of folded.matchAll(WITHIN)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const length = readNumber(match[1] ?? '') * (UNIT_MS[match[2] ?? ''] ?? 0);
    if (Number.isFinite(length)) yield { span, at: limits.now + length };
  }
  for (const match of folded.matchAll(MOMENT)) {
    const at = instantOf(match, limits);
    if (at !== null) yield { span: { start: match.index, end: match.index + match[0].length }, at };
  }
}

/** Milliseconds since the epoch; null where the figures are no time of day. */
function instantOf(match: RegExpMatchArray, { now, utcOffsetMinutes = 480 }: PromiseLimits): number | null {
  const [whole, month, day, word, hours, minutes, half] = match;
  const written = Number(hours);
  const hour =
    AFTERNOON.test(whole.slice(0, whole.search(/[:点时]/))) && written < 12 ? written + 12 : written;
  if (hour > 24 || Number(minutes ?? 0) > 59) return null;
  const offset = utcOffsetMinutes * MINUTE;
  const today = new Date(now + offset);
  const midnight =
    month !== undefined
      ? Date.UTC(today.getUTCFullYear(), Number(month) - 1, Number(day))
      : Date.UTC(
          today.getUTCFullYear(),
          today.getUTCMonth(),
          today.getUTCDate() + (DAY_OFFSET[word ?? ''] ?? 0),
        );
  const minute = half !== undefined ? 30 : Number(minutes ?? 0);
  return midnight + hour * HOUR + minute * MINUTE - offset;
}

/** What a reply may promise for a time. */
export type Act = 'answer' | 'repair' | 'arrival';

/** What is promised for the time: looked for behind it, up to the end of the clause after next. */
function actBehind(folded: string, { end }: Span): Act | null {
  const behind = /^[^。!?;\n]{0,24}/.exec(folded.slice(end, end + 24))?.[0] ?? '';
  const acts = [
    ['answer', behind.search(ANSWER)],
    ['repair', behind.search(REPAIR)],
    ['arrival', behind.search(ARRIVAL)],
  ] as const;
  const [first] = acts.filter(([, at]) => at >= 0).sort((a, b) => a[1] - b[1]);
  return first?.[0] ?? null;
}

function amounts(folded: string, { approvedAmount = 0 }: PromiseLimits): PromiseFinding[] {
  const found: PromiseFinding[] = [];
  for (const match of folded.matchAll(MONEY)) {
    const before = /[^,。!?;\n]{0,12}$/.exec(folded.slice(0, match.index))?.[0] ?? '';
    const amount = readNumber(match[1] ?? '') * (match[2] === '万元' ? 10_000 : 1);
    if (!COMPENSATES.test(before) || !(amount > approvedAmount)) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      class: 'UNAUTHORIZED_COMP',
      severity: 'block',
      why: WHY_MONEY,
      rewrite: [
        '您的损失我已逐项登记；补偿方案需核实并由主管审批，{deadline}前我向您说明结果和依据。',
        '您的损失我逐项登记；补偿需要核实并由主管审批，批下来我把结果和依据一起告诉您。',
      ],
    });
  }
  return found;
}

const DIGIT = '零一二三四五六七八九';
const SCALE: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 };

/** 800, 2.5, 三百, 半, 两; NaN where it is no number. */
export function readNumber(text: string): number {
  if (/^[0-9]/.test(text)) return Number(text);
  let [total, current] = [0, 0];
  for (const char of text) {
    const scale = SCALE[char];
    if (char === '半') current += 0.5;
    else if (char === '两') current = 2;
    else if (scale === undefined) current = DIGIT.indexOf(char);
    else if (scale === 10_000) [total, current] = [(total + current || 1) * scale, 0];
    else [total, current] = [total + (current || 1) * scale, 0];
  }
  return total + current;
}
