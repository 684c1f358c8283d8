import { plain } from './words.js';

/** What customers want, by the words they use (seed 003 诉求点). First column is what is recorded. */
const DEMANDS: readonly (readonly [string, RegExp])[] = [
  ['校表', /(?:校|验|检测|检定|查)一?[下校查]?.{0,2}表|表.{0,4}[校验]一?下/],
  ['退费', /退[费给钱还回款]|的[就都]?退|减免|减一点|返还|把.{0,3}钱还/],
  ['道歉', /道个?歉|赔礼|赔个?不是/],
  ['赔偿', /赔偿|补偿|赔[钱我给一]|[得要该给谁咋](?:你们?)?赔(?!礼|个?不是)|怎么赔|赔(?:多少|不赔|吗)/],
  ['书面说明', /书面/],
  ['修复', /修好|快来修|来修一|修一[下修]|换一?个(?:新|好)|换一个|派人|装好|加固/],
  ['解释', /解释|[说讲](?:清楚|明白)|说法|为什么|给个(?:理由|交代)/],
  ['恢复供电', /送电|复电|恢复供电|赶紧来电/],
  ['清理恢复', /填[上平了]|清理|恢复路面|清走/],
  ['复测', /(?:重新?|再|复)(?:来)?(?:检)?测/],
  ['换人处理', /换个?人|(?:不要|别让|别派|别叫)原来|派别人/],
  ['处理当事人', /处理[他她]|处分|开除/],
];

/** The demands a text states, in the order of the table. */
export function demandsIn(text: string): readonly string[] {
  const said = plain(text);
  return DEMANDS.filter(([, words]) => words.test(said)).map(([name]) => name);
}
