import type { Intent } from '#app/base/model/labels.js';
import type { Lesson } from './learned.js';
import type { Situation } from './situation.js';
import type { Ask, Suits, TicketPhase } from './suits.js';

/** What the customer is doing, as an agent would say it. */
const DOING: Readonly<Partial<Record<Intent, string>>> = {
  EMERGENCY_SAFETY: '客户报告眼前的危险',
  PERSONAL_DANGER: '客户的话里有人身危险',
  COMPLAINT: '客户在投诉',
  REPAIR: '客户在报修',
  INQ_OUTAGE: '客户在问停电',
  INQ_BILL: '客户在问电费',
  INQ_TARIFF: '客户在问电价',
  INQ_BUSINESS: '客户在问业务办理',
  INQ_CHANNEL: '客户在问网点渠道',
  INQ_SAFETY_TIPS: '客户在问用电常识',
  INQ_COMPLAINT_RULE: '客户在问投诉规则',
  PROGRESS: '客户在问进度',
  URGE: '客户在催办',
  SUPPLEMENT: '客户补充了情况',
  CORRECT: '客户在更正',
  AFFIRM: '客户确认了',
  DENY: '客户否认了',
  TRANSFER_HUMAN: '客户要找人工',
  CALLBACK: '客户要回电',
  DISSATISFIED: '客户不认可结果',
  APPEAL: '客户要求复核',
  COMPENSATION: '客户要求赔偿',
  REPORT: '客户在举报',
  SUGGEST: '客户提建议',
  PRAISE: '客户在表扬',
  WITHDRAW: '客户要撤诉',
  CONFIRM_RESOLVED: '客户说解决了',
  RATE: '客户在打分',
  EMOTION_VENT: '客户在倾诉情绪',
  ABUSE: '客户在骂人',
  THREAT_ESCALATE: '客户要向上反映',
  PRIVACY_REQUEST: '客户问个人信息',
  GREETING: '客户在打招呼',
  THANKS: '客户道谢',
  GOODBYE: '客户道别',
  OPT_OUT: '客户要退订',
  UNRELATED: '问的不是用电的事',
  OTHER: '这句意思不明',
};
const LACKING: Readonly<Record<Ask, string>> = {
  issue: '还不知道是什么事',
  address: '还缺地址',
  contact: '还缺联系方式',
  demand: '还不知道客户的诉求',
  nothing: '要素齐了，可以确认登记',
};
const STANDING: Readonly<Partial<Record<TicketPhase, string>>> = {
  untold: '编号还没告诉客户',
  overdue: '工单已超时',
  answered: '结果已答复',
  closed: '工单已办结',
};
const MEDIA_NAMES = { image: '客户发来图片', voice: '客户发来语音', location: '客户发来位置' } as const;
const PORTRAIT_NAMES = { emotional: '情绪型', rational: '理智型', attentive: '高关注度' } as const;
const MOST = 3;

/** Why a line is offered, in Chinese, the weightiest first: what is asked, what holds, what colleagues did. */
export function reasonsFor(suits: Suits, situation: Situation, { told }: Lesson): string {
  const { intent, ticket, portrait, media } = situation;
  const word = suits.words?.find((one) => situation.lastText.includes(one));
  const reasons = [
    suits.asks && LACKING[suits.asks],
    suits.media && media && MEDIA_NAMES[media],
    suits.intents && intent && suits.intents.includes(intent) && DOING[intent],
    suits.tickets && STANDING[ticket],
    word && `提到“${word}”`,
    suits.opening && '您刚接入',
    suits.emotions && '客户有情绪',
    told && told.picked > 0 && `同样情形下同事${told.shown}次用了${told.picked}次`,
    suits.portraits?.includes(portrait.code) && `适合${PORTRAIT_NAMES[portrait.code]}客户`,
  ].filter((reason) => typeof reason === 'string' && reason !== '');
  return reasons.slice(0, MOST).join('；') || '接着正在办的这件事说';
}
