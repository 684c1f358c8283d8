import type { Category } from '#app/base/model/labels.js';
import { clausesOf, plain } from './words.js';

/** The matter of each category as one says it to a customer. */
const MATTERS: Readonly<Record<Category, string>> = {
  SVC_ATTITUDE: '工作人员的态度',
  SVC_STANDARD: '办事流程不顺',
  SVC_CHANNEL: '办理和缴费渠道不方便',
  SVC_INTEGRITY: '工作人员私下收钱或谋私',
  SVC_HANDLING: '之前的投诉没有办好',
  MKT_READING: '抄表读数不对',
  MKT_FEE: '收费有疑问',
  MKT_BILL: '电费账单有疑问',
  MKT_DUNNING: '催费和欠费停电',
  MKT_METER: '电表有疑问',
  MKT_CONNECT: '新装、过户这类业务办理慢',
  OPS_REPAIR: '抢修没有按时到',
  OPS_QUALITY: '电压不稳或反复停电',
  OPS_NOTICE: '停电没有提前通知到',
  OPS_OUTAGE_EXEC: '没有按说好的时间停送电',
  OPS_DAMAGE: '供电问题造成的损失',
  OPS_SAFETY: '用电安全隐患',
  OPS_WORK: '施工现场没有收好尾',
  OPS_ENV: '设备噪音等环境影响',
  OPS_GRID: '线路或变压器需要改造',
  PUB_NOTICE: '政策没有讲清楚',
  OTHER_UNCLASSIFIED: '这件事',
};

/** One matter, or two of them, in plain words. */
export function matterOf(category: Category | null, category2: Category | null = null): string {
  const first = MATTERS[category ?? 'OTHER_UNCLASSIFIED'];
  return category2 && category2 !== category ? `“${first}”和“${MATTERS[category2]}”这两件事` : first;
}

/** What people say it is about, in their words; first match wins. */
const MEANT: readonly (readonly [Category, RegExp])[] = [
  ['OPS_ENV', /噪音|噪声|吵|声音|嗡|(?:一直|老|整[夜晚天]|不停|半夜).{0,2}响|响个|辐射|扬尘/],
  ['SVC_ATTITUDE', /态度|骂|吼|挂.{0,2}电话|不耐烦|难听|客服.{0,2}还说|还说[「“"『]/],
  ['OPS_NOTICE', /没.{0,4}通知|通知/],
  ['OPS_DAMAGE', /赔|损失|烧坏|电器坏|冰箱|家电/],
  ['OPS_WORK', /施工|坑|挖|路面|垃圾/],
  ['OPS_SAFETY', /隐患|安全|裸露|歪|老化/],
  ['MKT_READING', /抄表|抄错|读数|度数/],
  ['MKT_DUNNING', /催费|欠费/],
  ['MKT_FEE', /收费|材料费|收据|乱收/],
  ['MKT_METER', /电表|表快|表走|换表/],
  ['MKT_BILL', /电费|账单|发票/],
  ['MKT_CONNECT', /新装|过户|增容|销户|报装/],
  ['OPS_QUALITY', /电压|(?:天天|老是?|总是?|经常|频繁|动不动|反复|三番|又).{0,4}停电|灯.{0,4}闪/],
  ['OPS_REPAIR', /没人来修|抢修|维修/],
  ['SVC_INTEGRITY', /私下|红包|好处费/],
];

/** The categories the words point to: what it is, not what it is not (不是灯暗,说的是噪音大). */
export function categoriesMeant(text: string): readonly Category[] {
  const meant = clausesOf(text)
    .map((clause) => withoutDenied(plain(clause)))
    .join(',');
  return MEANT.filter(([, words]) => words.test(meant)).map(([category]) => category);
}

/** The first of them. */
export const categoryMeant = (text: string): Category | null => categoriesMeant(text)[0] ?? null;

/** "不是电费是电表" says 电表; "不是灯的事" says nothing. */
function withoutDenied(clause: string): string {
  const denied = /不是|没说|不对/.exec(clause);
  if (!denied) return clause;
  return /是(.+)$/.exec(clause.slice(denied.index + denied[0].length))?.[1] ?? '';
}

/** Says itself that it is about two things. */
export const countsTwoMatters = (text: string): boolean =>
  /[两2二](?:件|个(?:事|问题)|样|桩)/.test(plain(text));

/** Speaks of a second thing: two matters are only taken in where the customer says that there are two. */
export const namesTwoMatters = (text: string): boolean =>
  countsTwoMatters(text) ||
  /另外|还有(?!电|人|没)|同时|并且|而且|再就是|其次|第二|还(?:骂|说|吼|凶|收|要收|把|让我)/.test(plain(text));
