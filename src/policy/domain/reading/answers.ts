import { plain, squeezed } from './words.js';

/** `plain`: nothing but the answer itself was said. */
export interface YesNo {
  readonly answer: 'yes' | 'no';
  readonly plain: boolean;
}

const YES =
  '(?:对对?对?|是(?:的|滴|嘞|啊|呀)?|嗯+呐?|恩|好(?:的|滴|吧|嘞|啊|呀|呢)?|行(?:吧|的|了)?|可以(?:的|了)?|没(?:有)?错|没问题|没毛病|没(?:有)?别的了?|别的没有?了?|没了|就这些|就这样|就是这些|正确|确认|确定|同意|登记|提交|继续|要的|需要|要得|得行|成|中|okk?|okay|yes|y)';
const NO =
  '(?:不对|不是|错了|不用|不要|不需要|不行|不可以|不同意|不留|不方便|没有|没|否|不了|不|先不|算了|nope?|n)';
const PARTICLES = '(?:的|了|吧|啊|呀|呢|哦|嘛|滴|呗|谢谢|谢了)*';
const YES_START = new RegExp(`^(?:${YES}(?:的|吧|啊|呀|呢|哦|嘛|滴|呗)* ?)+`);
const NO_START = new RegExp(`^${NO}${PARTICLES}`);
/** What may follow a yes without a pause. */
const GOES_ON = /^(?:请|帮|就|麻烦|谢|没错|登记|确认|提交|没有|没别的)/;
const TAKES_BACK = /但|不过|可是|不对|错了|要改|改一下|不用|不要|不撤/;

/**
 * Reads a message as the answer to a yes-or-no question, or null where it is something else: 好几天了,
 * 是你们的人, 对面那栋 and 行不行 begin with a yes and are none.
 */
export function readYesNo(text: string): YesNo | null {
  const said = plain(text)
    .replace(/[\s\p{P}\p{S}]+/gu, ' ')
    .trim();
  const no = NO_START.exec(said);
  const yes = YES_START.exec(said);
  if (yes && endsThere(said, yes[0], GOES_ON)) {
    const rest = said.slice(yes[0].length).trim();
    return TAKES_BACK.test(rest) ? null : { answer: 'yes', plain: rest === '' };
  }
  if (no && endsThere(said, no[0], /^$/))
    return { answer: 'no', plain: said.slice(no[0].length).trim() === '' };
  return null;
}

function endsThere(said: string, matched: string, goesOn: RegExp): boolean {
  const rest = said.slice(matched.length);
  return rest === '' || matched.endsWith(' ') || rest.startsWith(' ') || goesOn.test(rest);
}

const DONE_TALKING =
  /登记吧|直接登记|先登记|没(?:有)?别的|别的没|没什么了|就这(?:些|样|么多)|说完了|别(?:再)?问/;

/** "别的没有,登记吧": the customer has said all they want to say. */
export const wantsItRegistered = (text: string): boolean => DONE_TALKING.test(plain(text));

const OWN_SLIP = /(?:写|说|打|发|填|输)错|你.{0,2}(?:理解|记|听|搞|弄)错|应该是|改成|更正|改为/;
const NOT_BUT = /^(?:哎|啊|额|呃)?(?:不对|错了|也?不是).*(?:是|应该|要改)/;

/** The customer puts something right that they or we got wrong, and says how it should be. */
export function readsAsCorrection(text: string): boolean {
  const folded = plain(text);
  return OWN_SLIP.test(folded) || NOT_BUT.test(squeezed(text));
}

const KEPT =
  /(?:不|别|没|甭)(?:用|要|想|能|会|同意|愿意|打算)?撤|没(?:有)?(?:给我)?(?:解决|修好|弄好|处理|办好)|还没好|没好/;
const PRESSED = /(?:叫|让|逼|劝|催|要)(?:我|俺|咱|人).{0,4}撤|不撤就|威胁|施压/;

/** Not withdrawn, or not of the customer's own will. */
export const refusesToWithdraw = (text: string): boolean =>
  KEPT.test(plain(text)) || PRESSED.test(plain(text));
export const hintsAtPressure = (text: string): boolean => PRESSED.test(plain(text));
/** "先不撤了" outside any question. */
export const takesWithdrawalBack = (text: string): boolean =>
  /(?:不|别|甭)(?:用|要|想|能)?撤/.test(plain(text));

/** Words that say that one wants something of us, or threaten, and not what happened. */
const NO_MATTER =
  /你好|您好|在吗|我们?|想要?|要|请|帮|给|投诉|举报|反映|反馈|报(?:个)?修|建议|表扬|提|意见|问题|情况|事情?|你们|供电局|电力公司|国家电网|国网|一下|一个|个|点|再不|不解决|解决|就|打|12398|12345|曝光|媒体|抖音|微博|发|上|法庭见|法院|起诉|告|信访|说法|有|的|了|吧|呢|啊|来|去|到/g;

/** True where a message names no matter yet: 我要投诉, 再不解决就打12398. */
export const saysNoMatter = (text: string): boolean => squeezed(text).replace(NO_MATTER, '').length <= 1;

/** SMS and chat words for "no more messages", in any width and case. */
export const isOptOut = (text: string): boolean =>
  /^(?:td|t|qx|退订|取消订阅|我要退订|退订短信|unsubscribe|stop)$/.test(squeezed(text));
export const isOptIn = (text: string): boolean =>
  /^(?:恢复|重新)(?:订阅|接收)?(?:短信|消息|通知|推送)?(?:吧|了)?$|恢复(?:接收)?短信|重新(?:订阅|接收)/.test(
    squeezed(text),
  );

const DIGIT_SCORE = /^\D{0,4}?([1-5一二三四五])(?:分|星|颗星)?\D{0,8}$/;
const CHINESE_SCORE = '一二三四五';

/** A score from 1 (very bad) to 5, or null where the text is no rating. */
export function readScore(text: string): number | null {
  const said = squeezed(text);
  if (said.length <= 12) {
    const digit = DIGIT_SCORE.exec(said)?.[1];
    if (digit && /^\D{0,4}?[1-5一二三四五](?:$|分|星|颗星|[很非还不太满一])/.test(said))
      return CHINESE_SCORE.indexOf(digit) + 1 || Number(digit);
    return wordScore(said);
  }
  return null;
}

function wordScore(said: string): number | null {
  if (/非常不满意|很不满意|差评|太差|很差|极差/.test(said)) return 1;
  if (/不满意|不太满意/.test(said)) return 2;
  if (/一般|凑合|还行|马马虎虎/.test(said)) return 3;
  if (/非常满意|很满意|特别满意|好评/.test(said)) return 5;
  return /满意/.test(said) ? 4 : null;
}

/** The last four digits of a phone as a proof, taken from what is not part of a longer number. */
export function readTail(text: string): string | null {
  return (
    plain(text)
      .match(/(?<![0-9a-z])[0-9]{4}(?![0-9])/g)
      ?.at(-1) ?? null
  );
}

/** One-time codes do not belong on a ticket. */
export const withoutCodes = (text: string): string =>
  text.replace(/(验证码|驗證碼|校验码)([^0-9]{0,4})[0-9]{4,8}/g, '$1$2****');

/** Words that answers by text message are told to reply with. */
const SHORTHAND: Readonly<Record<string, 'human' | 'progress'>> = {
  rg: 'human',
  人工: 'human',
  jd: 'progress',
  进度: 'progress',
};
export const shorthandFor = (text: string): 'human' | 'progress' | undefined => SHORTHAND[squeezed(text)];

const WHEN =
  /(?:多久|多长时间|几天|几点|几时|什么时候|啥时候?|何时|哪天).{0,8}(?:[答回]复|回话|结果|消息|处理|办|修|解决|来(?!电)|到|好|上门)/;
const WHETHER =
  /到哪(?!里?[交办买领])|[怎咋]么?样了|来了[没吗]|查没查|(?:办|修|管|处理)[没不](?:办|修|管|处理)|有没有(?:在)?(?:查|处理|结果|人管)|怎么(?:知道|晓得).{0,8}(?:查|办|处理|结果)|分开.{0,4}(?:[答回]|处理)/;
const LONGEST_QUESTION = 20;

/** A short question after a case that is running: when, whether, how one will hear. */
export function asksAfterCase(text: string): boolean {
  const said = squeezed(text);
  return said.length <= LONGEST_QUESTION && (WHEN.test(said) || WHETHER.test(said));
}

/** Says in words that something is to be dropped, not only by the sound of it. */
export const namesDropping = (text: string): boolean =>
  /撤|取消|算了|不(?:用|要|想|再)?(?:投诉|举报|报修|反映|告|报|登记|弄|办|来)/.test(plain(text));

/** "不留电话", "别打电话": says how not to be reached. */
export const refusesCalls = (text: string): boolean =>
  /(?:不|别|没)(?:留|用|要|需要|想|想留|方便)?(?:给|打|接|留)?(?:电话|手机|号码)/.test(plain(text));
