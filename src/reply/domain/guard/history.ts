import { askedAgain } from './asked-again.js';
import { hasApology, hasConcreteMarker } from './facts.js';
import type { GuardContext, Turn } from './guard-context.js';
import type { HistoryFinding } from './history-finding.js';
import { promisedInVain } from './kept-promises.js';

const PROGRESS =
  /已经?(?:派|联系|到|恢复|升级|转|登记|查|核|通知|请|安排|修|换|发|退|约|完成|处理好|催)|(?:主管|班长|负责人|经理)[^,。]{0,6}(?:接手|负责|联系|跟进)|现在(?:就)?(?:查|派|为|帮|给|转|去|由)|请你?(?:告诉|发|提供|把|拍|留|先|立即|远离)|\?/;
const TO_DEPARTMENT =
  /转(?:给|到|接|交|至|往|去)(?:了)?[^,。!?;]{0,6}(?:部|班|所|中心|组|科|队|营销|计量|抢修|运检|配电|财务|施工)/;
const NO_ANSWER =
  /没(?:有|能|太|怎么)?(?:听|看)?(?:懂|明白|理解)|(?:不太|不大|不是很|不)(?:明白|理解|清楚)你的(?:意思|问题)|换(?:个|一种|一个)(?:说法|方式说)|(?:无法|没法|不能)(?:理解|识别)/;
const THIRD = 3;
const SAME = 0.9;
const SHORTEST_LOOP = 6;

/**
 * Layer 3: what this customer already heard.
 * Sources: seed 003 (three apologies without progress, no passing around), seed 000 (recorded only).
 * @param turns folded, oldest first
 */
export function findInHistory(
  folded: string,
  turns: readonly Turn[],
  context: GuardContext = {},
): HistoryFinding[] {
  if (turns.length === 0) return [];
  const previous = turns.filter(({ by }) => by === 'us').map(({ text }) => text);
  return [
    repeatedApology(folded, previous),
    transferLoop(folded, previous),
    noAnswerLoop(folded, previous),
    promisedInVain(folded, turns, context),
    askedAgain(folded, turns),
  ].filter((finding) => finding !== null);
}

function repeatedApology(folded: string, previous: readonly string[]): HistoryFinding | null {
  if (!isEmptyApology(folded)) return null;
  let run = 1;
  for (let i = previous.length - 1; i >= 0 && isEmptyApology(previous[i] ?? ''); i -= 1) run += 1;
  if (run < THIRD - 1) return null;
  return {
    class: 'REPEATED_APOLOGY',
    severity: run >= THIRD ? 'block' : 'warn',
    why: '连着道歉却没有进展，客户只会更失望；这一句请给出当前步骤、负责人或下一个时间点',
    rewrite: [
      '编号{ticketNo}现在由{owner}负责，{deadline}前给您回复结果，中间有变化我先告诉您。',
      '编号{ticketNo}由{owner}负责，您回复“进度”可以看到走到哪一步。',
      '我把目前的进展和下一步说给您听；您想直接和值班同事谈，回复“人工”就能接通。',
    ],
  };
}

const isEmptyApology = (folded: string): boolean =>
  hasApology(folded) && !hasConcreteMarker(folded) && !PROGRESS.test(folded);

function transferLoop(folded: string, previous: readonly string[]): HistoryFinding | null {
  if (!TO_DEPARTMENT.test(folded) || !previous.some((reply) => TO_DEPARTMENT.test(reply))) return null;
  return {
    class: 'TRANSFER_LOOP',
    severity: 'warn',
    why: '同一会话再次转接：请写明原因，首问人不变，客户不用重复陈述',
    rewrite: [
      '我来帮您联系{dept}，您不用再重复，仍由我回复您。',
      '我来帮您联系负责的同事，您不用再重复，仍由我回复您。',
    ],
  };
}

function noAnswerLoop(folded: string, previous: readonly string[]): HistoryFinding | null {
  const last = previous.at(-1);
  if (last === undefined || folded.length < SHORTEST_LOOP || hasConcreteMarker(folded)) return null;
  const same = digitsOf(folded) === digitsOf(last) && similarity(folded, last) > SAME;
  if (!same && !(isNoAnswer(folded) && isNoAnswer(last))) return null;
  return {
    class: 'NO_ANSWER_LOOP',
    severity: 'block',
    why: '和上一条几乎一样，客户会觉得没有人在听；请换一种问法，或转人工',
    rewrite: ['这个问题我还没弄清楚；您回复“人工”，值班同事就能看到全部内容，不用您再说一遍。'],
  };
}

/** 没听明白 in any words; with the way to a colleague it is an answer (guard.json, NO_ANSWER_LOOP). */
const isNoAnswer = (folded: string): boolean => NO_ANSWER.test(folded) && !folded.includes('人工');

const digitsOf = (text: string): string => text.replace(/[^0-9]+/g, ' ').trim();

/** Dice coefficient of the character pairs, 0..1. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const left = pairsOf(a);
  const right = pairsOf(b);
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const total = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return total === 0 ? 0 : (2 * shared) / total;
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
