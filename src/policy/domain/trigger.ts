import type { Intent } from '#app/base/model/labels.js';
import { textOf } from './acts/act.js';
import { currentTicket, namesForeign, openMatters, ownTickets } from './own-tickets.js';
import { answerTo } from './phase-answer.js';
import {
  asksAfterCase,
  isOptIn,
  isOptOut,
  refusesCalls,
  shorthandFor,
  takesWithdrawalBack,
} from './reading/answers.js';
import { isHazardous, isMedicalOutage, isOutNow } from './reading/hazards.js';
import { categoryMeant } from './reading/matters.js';
import { foldForRepeat, isRepetition } from './reading/repeat.js';
import { mentions, plain, squeezed } from './reading/words.js';
import { aboutOpenMatter } from './repeat-contact.js';
import { BY_INTENT, type Trigger } from './triggers.js';
import type { TurnInput } from './turn.js';

/** What the message means here and now. First what breaks off everything, then what was asked, then its own sense. */
export function triggerOf(input: TurnInput): Trigger {
  if (textOf(input).trim() === '') return 'non_text';
  const byIntent = shorthandFor(textOf(input)) ?? senseOf(input);
  return interruption(input, byIntent) ?? answerTo(input, byIntent) ?? ownSense(input, byIntent);
}

/** A guess at personal data in words that name none is no request for them, and "no calls" no call. */
function senseOf({ understanding, content }: TurnInput): Trigger {
  const trigger = BY_INTENT[understanding.intent];
  if (trigger === 'callback' && refusesCalls(textOf({ content }))) return 'no';
  const guessed = trigger === 'privacy' && understanding.decision !== 'accept';
  return guessed && !mentions(textOf({ content }), OF_DATA) ? 'unknown' : trigger;
}

/** What breaks off whatever the dialogue was waiting for (rules of intents.json). */
function interruption(input: TurnInput, byIntent: Trigger): Trigger | undefined {
  const text = textOf(input);
  if (byIntent === 'person_danger') return byIntent;
  if (isOptOut(text)) return 'opt_out';
  if (input.state.optedOut && isOptIn(text)) return 'opt_in';
  const critical = input.tickets.some((ticket) => ticket.active && ticket.urgency === 'critical');
  if (!critical && isMedicalOutage(text, input.understanding) && !isHazardous(text)) return 'vulnerable';
  if (byIntent === 'danger' || byIntent === 'human' || byIntent === 'opt_out') return byIntent;
  const { state, now } = input;
  if (state.unknownTurns === 0 && isRepetition(foldForRepeat(text), state.lastMessage, now.getTime()))
    return 'repeat';
  return byIntent === 'privacy' ? byIntent : undefined;
}

const OF_DATA = ['个人信息', '我的信息', '隐私', '我的电话', '我电话', '我的号码', '资料', '泄露'];

/** Facts that come with a number of ours, in words that are no wish of their own. */
const MERE_MENTION: readonly Trigger[] = ['supplement', 'unknown', 'inquiry', 'greeting', 'yes'];
/** "How long until I hear?" is read as one of these even by a sure classifier, which knows no case it could be about. */
const ASKING: readonly Trigger[] = ['inquiry', 'dissatisfied', 'supplement', 'unknown', 'no', 'privacy'];

function ownSense(input: TurnInput, byIntent: Trigger): Trigger {
  const text = textOf(input);
  if (namesForeign(input) && MERE_MENTION.includes(byIntent)) return 'progress';
  const unsure = input.understanding.decision !== 'accept' && byIntent !== 'urge';
  if ((unsure || ASKING.includes(byIntent)) && asksAfterCase(text) && currentTicket(input)) return 'progress';
  if (asksAboutData(input, text)) return 'privacy';
  const matters = openMatters(input);
  return matters.length > 0 ? aboutOpenMatter(input, byIntent, matters) : withoutMatter(input, byIntent);
}

/** With a request about personal data open, deleting is about that. */
const asksAboutData = (input: TurnInput, text: string): boolean =>
  ownTickets(input).some((ticket) => ticket.active && ticket.type === 'ZX') &&
  mentions(text, ['删', '注销', '个人信息', '隐私']);

function withoutMatter(input: TurnInput, byIntent: Trigger): Trigger {
  const text = textOf(input);
  const { decision } = input.understanding;
  if (byIntent === 'withdraw' && takesWithdrawalBack(text)) return 'keep';
  const pushes = byIntent === 'urge' || byIntent === 'progress';
  if (pushes && input.holder === 'queue' && !currentTicket(input)) return 'human';
  if ((byIntent === 'urge' || (byIntent === 'vent' && decision !== 'accept')) && isOutNow(text))
    return 'repair';
  if (complainsInDisguise(input, byIntent)) return 'complaint';
  if (CHECK_FIRST.includes(byIntent) && isDoubtful(input)) return 'unsure';
  if (decision !== 'handoff' || HARMLESS.includes(byIntent)) return byIntent;
  const tells = byIntent === 'complaint' || byIntent === 'repair';
  return tells && text.trim().length >= TELLS_FROM ? byIntent : 'unknown';
}

/** Opens a case of its own at once, so the bot makes sure before it does (flow step 3). */
const CHECK_FIRST: readonly Trigger[] = ['opinion', 'report'];
const COULD_BE: readonly Intent[] = ['COMPLAINT', 'COMPENSATION', 'REPAIR', 'REPORT', 'SUGGEST', 'PRAISE'];
const LEAST_DOUBT = 0.1;

/** Not sure, with another case it could be as well, in words that do not name the kind of case themselves. */
function isDoubtful({ understanding, state, content }: TurnInput): boolean {
  if (understanding.decision !== 'clarify' || state.phase !== 'idle' || namesItself(textOf({ content })))
    return false;
  return understanding.alternatives.some(
    ({ intent, confidence }) => COULD_BE.includes(intent) && confidence >= LEAST_DOUBT,
  );
}

const namesItself = (text: string): boolean =>
  mentions(text, ['举报', '检举', '建议', '表扬', '点赞', '提个意见']);
/** Answering these wrongly costs nobody anything. */
const HARMLESS: readonly Trigger[] = ['greeting', 'thanks', 'goodbye', 'vent', 'abuse', 'threat'];
/** So much text is a matter, whatever it is about: taken in and told back, it can be put right. */
const TELLS_FROM = 15;
const DISGUISED_FROM = 8;

/** About an outage: nobody was told, or it is one of many. */
const BLAMES = /没有?.{0,4}通知|天天|老是|总是|经常|动不动|三番|反复|又停/;

/** Anger or a correction that says what it is about, and a question why nobody was told, are complaints. */
function complainsInDisguise(input: TurnInput, byIntent: Trigger): boolean {
  const text = textOf(input);
  const { decision, intent, alternatives } = input.understanding;
  if (squeezed(text).length < DISGUISED_FROM || categoryMeant(text) === null) return false;
  const likely = decision !== 'accept' || alternatives.some((other) => other.intent === 'COMPLAINT');
  const blames = intent === 'INQ_OUTAGE' && likely && BLAMES.test(plain(text));
  return blames || byIntent === 'correct' || (byIntent === 'vent' && decision !== 'accept');
}
