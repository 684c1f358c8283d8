import type { Turn } from './guard-context.js';
import type { HistoryFinding } from './history-finding.js';

/** What we may ask for: how a question for it sounds, and what an answer to it looks like. */
interface Askable {
  readonly name: string;
  readonly question: RegExp;
  readonly answer: RegExp;
}

const PLEASE =
  '(?:请(?:你)?(?:先|再)?(?:提供|告诉|说|报|发|留|给|补充|输入)|麻烦(?:你)?(?:提供|告诉|说|报|发|留|给)|方便(?:提供|留|说|告诉|给)|能(?:提供|告诉|说|报|留)|是多少|是什么|在哪|哪里|哪个)';

const asks = (what: string): RegExp =>
  new RegExp(`(?:${PLEASE}[^。!?;\\n]{0,10}(?:${what})|(?:${what})[^。!?;,\\n]{0,8}${PLEASE})`);

const ASKABLE: readonly Askable[] = [
  {
    name: '户号',
    question: asks('户号|客户编号|用电编号'),
    answer: /(?<![0-9])[0-9]{10}(?![0-9])|(?<![0-9])[0-9]{13}(?![0-9])/,
  },
  {
    name: '电话',
    question: asks('电话|手机号|联系方式|号码'),
    answer: /(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])0[0-9]{2,3}-?[0-9]{7,8}(?![0-9])/,
  },
  {
    name: '地址',
    question: asks('地址|位置|住址|小区|哪条路|门牌'),
    answer:
      /(?:小区|花园|苑|路|街|巷|村|镇|新村|公寓)[^,。!?;\n]{0,10}[0-9一二三四五六七八九十]+(?:号|栋|幢|单元|组|室)/,
  },
];
/** 您的户号尾号是4321，对吗: that is to confirm, not to ask again. */
const CONFIRMS = /对吗|对不对|是吗|是不是|对么|核对|确认|尾号|没变吧|还是/;

/**
 * A question the customer has answered before in this conversation.
 * @param folded the reply
 * @param turns folded, oldest first
 */
export function askedAgain(folded: string, turns: readonly Turn[]): HistoryFinding | null {
  if (CONFIRMS.test(folded)) return null;
  const known = ASKABLE.find(
    ({ question, answer }) =>
      question.test(folded) && turns.some(({ by, text }) => by === 'customer' && answer.test(text)),
  );
  if (!known) return null;
  return {
    class: 'ASKED_AGAIN',
    severity: 'warn',
    why: `客户前面已经说过${known.name}，再问一遍等于没有在听；请先核对记录`,
    rewrite: [`您前面说的${known.name}我已经记下，不用再说一遍；我接着往下办。`],
  };
}
