import { textOf } from './acts/act.js';
import {
  asksAfterCase,
  namesDropping,
  readScore,
  readsAsCorrection,
  readTail,
  readYesNo,
  refusesToWithdraw,
  wantsItRegistered,
} from './reading/answers.js';
import { readPlace } from './reading/place.js';
import { tradeIn } from './reading/trades.js';
import { mentions, plain, squeezed } from './reading/words.js';
import type { Trigger } from './triggers.js';
import type { TurnInput } from './turn.js';

/** An answer to what was just asked, if the message can be read as one. */
export function answerTo(input: TurnInput, byIntent: Trigger): Trigger | undefined {
  switch (input.state.phase) {
    case 'offering':
      return offerAnswer(input, byIntent);
    case 'collecting':
    case 'confirming':
      return caseAnswer(input, byIntent);
    case 'completing':
      return completion(input, byIntent);
    case 'withdrawing':
      return withdrawalAnswer(textOf(input), byIntent);
    case 'verifying':
      return bringsProof(input) ? 'verify_answer' : undefined;
    case 'rating':
      return readScore(textOf(input)) !== null ? 'rate' : undefined;
    default:
      return undefined;
  }
}

const bringsPhone = ({ understanding }: TurnInput): boolean =>
  understanding.entities.some((entity) => entity.type === 'phone');
const bringsProof = (input: TurnInput): boolean => readTail(textOf(input)) !== null || bringsPhone(input);

const brings = ({ understanding }: TurnInput): boolean =>
  understanding.entities.some((entity) => ['address', 'phone', 'account_no'].includes(entity.type));

const answered = (text: string, byIntent: Trigger): Trigger | undefined => {
  const direct = readYesNo(text)?.answer;
  return direct ?? (byIntent === 'yes' || byIntent === 'no' ? byIntent : undefined);
};

/** Leads elsewhere even where it could be read as an answer. */
const OFFER_OPEN_TO: readonly Trigger[] = ['supplement', 'unknown', 'inquiry', 'repair'];

function offerAnswer(input: TurnInput, byIntent: Trigger): Trigger | undefined {
  const answer = answered(textOf(input), byIntent);
  if (answer) return answer;
  return OFFER_OPEN_TO.includes(byIntent) && (brings(input) || readPlace(textOf(input)) !== undefined)
    ? 'fill'
    : undefined;
}

/** Keep their own meaning while a case is being taken in. */
const SHORT = 12;
const SMALL_TALK: readonly Trigger[] = ['vent', 'thanks', 'goodbye', 'greeting'];
const OWN_WAY: readonly Trigger[] = [
  'threat',
  'withdraw',
  'abuse',
  'vent',
  'thanks',
  'goodbye',
  'unrelated',
  'appeal',
  'greeting',
  'progress',
];

function caseAnswer(input: TurnInput, byIntent: Trigger): Trigger {
  const text = textOf(input);
  const { state } = input;
  if (state.asked === 'hazard' && stillBurns(text)) return 'danger';
  if (byIntent === 'callback' && !(state.asked === 'contact' && bringsPhone(input))) return byIntent;
  if (state.asked === 'change' || isCorrection(input, byIntent)) return 'correct';
  if (state.phase === 'confirming' && asksAfterCase(text) && readYesNo(text) === null) return 'progress';
  const answer = wantsItRegistered(text) ? 'yes' : answered(text, byIntent);
  if (
    answer &&
    (state.phase === 'confirming' || !brings(input)) &&
    !(answer === 'no' && mentions(text, ['户号']))
  )
    return answer;
  if (brings(input) || mentions(text, ['户号'])) return 'fill';
  if (OWN_WAY.includes(byIntent) && isMeant(input, byIntent)) return byIntent;
  if (byIntent === 'report') return state.open?.type === 'TS' ? 'report' : 'fill';
  if (byIntent === 'resolved')
    return state.open?.type === 'BX' && saysPowerIsBack(text) ? 'withdraw' : 'fill';
  return byIntent === 'inquiry' && input.understanding.decision === 'accept' && !asksAboutProof(text)
    ? 'inquiry'
    : 'fill';
}

/** While we wait for an answer, a guess is not enough to lead away from it; a threat is heard in any case. */
function isMeant(input: TurnInput, byIntent: Trigger): boolean {
  const text = textOf(input);
  if (byIntent === 'withdraw') return namesDropping(text);
  if (byIntent === 'unrelated') return tradeIn(text) !== undefined;
  if (byIntent === 'threat' || byIntent === 'abuse') return true;
  if (input.understanding.decision === 'accept' || asksAfterCase(text)) return true;
  return SMALL_TALK.includes(byIntent) && squeezed(text).length <= SHORT;
}

/** What is put right is ours to put right only where something was told back or asked. */
function isCorrection(input: TurnInput, byIntent: Trigger): boolean {
  const text = textOf(input);
  const answer = readYesNo(text);
  if (answer?.answer === 'no' && answer.plain) return false;
  return byIntent === 'correct' || readsAsCorrection(text);
}

const stillBurns = (text: string): boolean =>
  /(?:还有|还在|还|一直|现在)(?:在)?(?:冒|有)?.{0,2}(?:烟|火|糊味|焦味)/.test(plain(text)) &&
  !/没|不|吗/.test(plain(text));

const saysPowerIsBack = (text: string): boolean =>
  /来电了|好了|有电了|恢复|解决了|通电了/.test(plain(text)) &&
  !mentions(text, ['邻居', '别人', '别家', '隔壁']);

const asksAboutProof = (text: string): boolean =>
  mentions(text, ['小票', '发票', '凭证', '收据', '购买记录', '铭牌']);

/** Not an answer to "one more thing", whatever was asked. */
const NOT_A_REASON: readonly Trigger[] = [
  'progress',
  'thanks',
  'goodbye',
  'withdraw',
  'appeal',
  'threat',
  'resolved',
  'greeting',
  'unrelated',
  'inquiry',
  'callback',
  'opinion',
];
const PLACELESS: readonly Trigger[] = [...NOT_A_REASON, 'urge', 'vent', 'abuse', 'dissatisfied'];

function completion(input: TurnInput, byIntent: Trigger): Trigger | undefined {
  const text = textOf(input);
  if (input.state.asked === 'reason') return NOT_A_REASON.includes(byIntent) ? undefined : 'fill';
  if (byIntent === 'correct') return 'correct';
  if (brings(input)) return 'fill';
  if (input.state.asked === 'address')
    return readPlace(text) !== undefined || !PLACELESS.includes(byIntent) ? 'fill' : undefined;
  const answer = answered(text, byIntent);
  return answer !== undefined ? 'fill' : undefined;
}

const NOT_WITHDRAWN: readonly Trigger[] = [
  'no',
  'dissatisfied',
  'complaint',
  'correct',
  'urge',
  'vent',
  'abuse',
];
const WITHDRAWN: readonly Trigger[] = ['yes', 'withdraw', 'resolved'];

/** A wish to withdraw is done only on a clear word; thanks are none. */
function withdrawalAnswer(text: string, byIntent: Trigger): Trigger | undefined {
  if (refusesToWithdraw(text)) return 'no';
  const answer = readYesNo(text)?.answer;
  if (answer) return answer;
  if (NOT_WITHDRAWN.includes(byIntent)) return 'no';
  return WITHDRAWN.includes(byIntent) ? 'yes' : undefined;
}
