import type { Category } from '#app/base/model/labels.js';
import { textOf } from './acts/act.js';
import { takesWithdrawalBack } from './reading/answers.js';
import { plain } from './reading/words.js';
import type { Trigger } from './triggers.js';
import type { TicketView, TurnInput } from './turn.js';

/** What is said about how a case is going, or about the same outage, names no matter of its own. */
const ABOUT_HANDLING: readonly Category[] = ['SVC_HANDLING', 'OPS_REPAIR', 'OTHER_UNCLASSIFIED'];
/** An outage that is being repaired explains these. */
const ABOUT_OUTAGE: readonly Category[] = ['OPS_QUALITY', 'OPS_OUTAGE_EXEC'];
/** So different from how a case goes that pushing words do not make them the same matter. */
const DISTINCT: readonly Category[] = [
  'SVC_ATTITUDE',
  'SVC_INTEGRITY',
  'OPS_DAMAGE',
  'MKT_FEE',
  'OPS_SAFETY',
];
const PUSHES =
  /还没(?:来|到|修|好|有|人|处理|解决|弄|办|电|通|恢复|联系|回|测|填|动|消息|结果)|没(?:有)?(?:一个)?人(?:来|管|理|联系|处理|修|问|接|测|到)|没消息|没动静|[几两三四五六七八九十0-9]天了|(?:分钟|小时|多久)了|又是我|还是那样|那个投诉|催|怎么还|到现在|有没有人(?:来|管)/;
const OF_OUTAGE: readonly Category[] = ['OPS_REPAIR', 'OPS_QUALITY', 'OPS_NOTICE', 'OPS_OUTAGE_EXEC'];
const ASKS_HOW_IT_GOES = /进度|进展|[答回]复|结果|办到|处理到/;
const SHORTEST_REMARK = 4;

/**
 * What a message means while a matter of this customer is open: complaining again about it is pushing
 * it, not a second matter (seed 002 重复来电; flow step 4), and what says nothing else belongs to it.
 */
export function aboutOpenMatter(
  input: TurnInput,
  byIntent: Trigger,
  matters: readonly TicketView[],
): Trigger {
  const text = plain(textOf(input));
  switch (byIntent) {
    case 'complaint':
      return complainsAgain(input, matters);
    case 'repair':
      return matters.some((ticket) => ticket.type === 'BX') || PUSHES.test(text) ? 'urge' : 'repair';
    case 'inquiry':
      return asksAboutIt(input, text, matters) ? 'progress' : 'inquiry';
    case 'dissatisfied':
      return isSureOfResult(input, matters) ? 'dissatisfied' : 'vent';
    case 'withdraw':
    case 'no':
    case 'correct':
      return takesWithdrawalBack(text) ? 'keep' : byIntent === 'no' ? remark(text) : byIntent;
    case 'unknown':
      return remark(text);
    case 'unrelated':
    case 'greeting':
      return input.understanding.decision === 'accept' ? byIntent : remark(text);
    default:
      return byIntent;
  }
}

/** The same matter again: money is explained, a push is counted, and any other word about it is kept. */
function complainsAgain(input: TurnInput, matters: readonly TicketView[]): Trigger {
  if (!matters.some((ticket) => isSameMatter(input, ticket))) return 'complaint';
  const { intent, decision } = input.understanding;
  if (intent === 'COMPENSATION' && matters.some((ticket) => ticket.type === 'TS'))
    return 'compensation_again';
  const sure = decision === 'accept' && !matters.some((ticket) => ticket.urgency === 'critical');
  return sure || PUSHES.test(plain(textOf(input))) ? 'urge' : 'supplement';
}

function isSameMatter(input: TurnInput, ticket: TicketView): boolean {
  const { category, intent, decision } = input.understanding;
  if (intent === 'COMPENSATION' && ticket.type === 'BX') return false;
  if (category === null || category === ticket.category || ABOUT_HANDLING.includes(category)) return true;
  if (ticket.type === 'BX' && ABOUT_OUTAGE.includes(category)) return true;
  if (ticket.urgency === 'critical' && category === 'OPS_SAFETY') return true;
  if (ticket.type === 'JB') return category === 'SVC_INTEGRITY' || decision !== 'accept';
  if (DISTINCT.includes(category)) return false;
  return decision !== 'accept' || PUSHES.test(plain(textOf(input)));
}

/** "Is the power back?" is about the outage that is open; any question how it goes is about the case. */
function asksAboutIt({ understanding }: TurnInput, text: string, matters: readonly TicketView[]): boolean {
  const outage = matters.some(
    (ticket) => ticket.type === 'BX' || (ticket.category !== null && OF_OUTAGE.includes(ticket.category)),
  );
  if (understanding.intent === 'INQ_OUTAGE') return outage;
  return (
    ASKS_HOW_IT_GOES.test(text) &&
    (understanding.intent === 'INQ_COMPLAINT_RULE' || understanding.decision !== 'accept')
  );
}

/** A result there was, or words that leave no doubt; a sigh at our answer is not a result refused. */
const isSureOfResult = ({ understanding }: TurnInput, matters: readonly TicketView[]): boolean =>
  understanding.decision === 'accept' || matters.some((ticket) => ticket.resolved === true);

/** Too short to be about anything: 啊这, ???, 5. */
const remark = (text: string): Trigger =>
  text.replace(/[\s\p{P}\p{S}]/gu, '').length >= SHORTEST_REMARK ? 'supplement' : 'unknown';
