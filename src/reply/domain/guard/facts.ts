import { type Sentence, splitSentences } from './clauses.js';
import type { Span } from './pattern-pool.js';
import type { Condition } from './rules.js';

/**
 * What a whole (folded) reply does or does not say; the conditions of the rules ask for it.
 * These are our own fixed expressions, linear on the bounded gaps they use; supervisors' patterns run on RE2.
 */
const NUMBER = '(?:[0-9]+|[一二三四五六七八九十两半]+)';
const DAY_WORD =
  '(?:今天|今晚|今早|今日|明天|明早|明晚|明日|后天|大后天|当天|当日|当晚|中午|下班|傍晚|天黑|天亮)';
const COMMITMENT =
  '(?:前|之内|以内|[给向跟]你|上门|派人|派车|回电|回复|答复|答覆|完成|结果|告诉|告知|联系|恢复|发你|打给|电话|到场|到达|到你|到家|到位|送电|来电|约|安排|检测|校验|核查|核实|测量|勘察|开始|出发|师傅去|过去|交给|[给会再]你)';
const MARKERS: readonly RegExp[] = [
  /[0-9]{1,2}:[0-9]{2}/g,
  /(?<![第0-9])[0-9]{1,2}(?:点|时)(?!半价)/g,
  /[一二三四五六七八九十两]{1,3}点(?:半|整|钟|前|之前|以前|左右|到|多|后|[一二三四五六七八九十]{1,3}分)/g,
  /(?:上午|下午|晚上|早上|中午|凌晨|今晚|明早|今早|明晚|傍晚)[一二三四五六七八九十两]{1,3}点/g,
  /[0-9]{1,2}月[0-9]{1,2}(?:日|号)?/g,
  /(?<![0-9])[0-9]{1,2}(?:日|号)(?:前|之前|上午|下午|晚上|[0-9]|给|会|由|派|上门|完成|到|左右)/g,
  /(?<!每)(?:本|这|下)?(?:周|星期|礼拜)[一二三四五六日天](?!到|至)/g,
  /(?:周|星期|礼拜)[一二三四五六日天](?:到|至)(?:周|星期|礼拜)?[一二三四五六日天]/g,
  new RegExp(`${DAY_WORD}(?![^,。!?;]{0,3}(?:没|停|报|反映|来的))[^。!?;]{0,12}?${COMMITMENT}`, 'g'),
  new RegExp(
    `(?<![这过前近])${NUMBER}个?(?:分钟|小时|钟头|工作日|天|日|周|星期)(?:之|以)?(?:内|后|左右|以后|之后|前)`,
    'g',
  ),
  new RegExp(
    `(?<![这过前近])${NUMBER}个?(?:分钟|小时)(?:能|就|可|会|才|赶)?(?:到|更新|报|发|回|告诉|联系)`,
    'g',
  ),
  new RegExp(
    `(?:预计|大约|大概|还要|还需|还有|再过|再有|最多|最迟|最晚|不超过|需要|提前|约)(?:再|等|要)?${NUMBER}个?(?:分钟|小时|钟头|工作日|天|日)`,
    'g',
  ),
  /每(?:隔)?(?:[0-9]+|半|一|两|[三四五六七八九十])?个?(?:小时|分钟|天|日)(?:都)?(?:[给向跟]你|更新|报|发|联系|通报)/g,
  /(?<![a-z])[a-z]{2}[0-9]{6,}/g,
  /\{[a-z]*(?:deadline|eta|ticketno|date|time|until)\}/g,
];
/** 昨天 15:40 停的电 is no commitment. */
const PAST = /(?:昨天|昨晚|昨日|前天|前晚|上周|上个?月|上次|刚才|当时|那天|从|自)[^,。!?;]{0,6}$/;

const ALTERNATIVE = new RegExp(
  [
    '(?:我们?|咱们?|这边)(?:现在|马上|立即|先|来|会|就|这就|也|再|能|已经?|另外|另|可以|正在|去|想办法|一起|都|今天|明天)*' +
      '(?:可以|帮|给你|替|陪|为你|把|请|约|换|转|发|改|试|协调|申请|联系|查|教|安排|登记|记)',
    '你(?:也|还|可|就|们)*可以',
    '(?:也|还|都)可以',
    '可以(?:先|改|用|换|走|通过|选|到|在|带|办|按|从|找我|回复|直接)',
    '改(?:到|成|约|为|用|期|走|在)|换(?:成|个|到|一)|或者|另一家|另外一|最近的|附近的|我们?建议|建议(?:你|先|改|走|用|带|到|在|挪)|你(?:先|只要|就|直接|可)?(?:带|拿|发|拍|到营业厅|来营业厅)|不如|要不|另一种',
    '请[^,。!?;]{0,6}(?:来|到|带|打|办|问)|请(?:你)?(?:先|发|告诉|提供|回复|留|带|拍|确认|把|在|改|说|放|收)',
    '就行|就能办|就可以办|即可|也行|都行|没关系|不要紧|不影响|不耽误|不碍事|也能|照样|同样能',
  ].join('|'),
);

/** One of us does something for the customer; a negation in between takes it back. */
const HELP = new RegExp(
  '(?:我们|我(?!公司|司|方|所|局)|由我|这边|师傅们?|抢修队?|班组|班长|主管|工程师|同事|专人)[^,。!?;不没无别莫甭勿\n]{0,10}' +
    '(?:帮|陪|替你|教|讲|解释|给你|为你|约|联系|协调|通知|跟进|跟到底|负责到底|问到底|申请|派|改好|改过|安排|登记|补登|核实|核对|查|测|换|拍|发你|发给|盯|到场|上门|一起|念|接手|答复你|回你|回复你|告诉你|转给|来修|去修|修好|给你修|送电|处理好|看一眼|算给)',
);

/** What stands right before words that we say we do not say or do. */
const DISOWNING =
  /(?:不会|不让|不用|不必|无需|绝不|从不|不再|没有人会|没人会|避免|省得|免得|防止|别让|不要求|不该|不应该|不能让|不可以让|不是让|不是要|不是说|并不是|不能说|不该说)[^,。!?;:\n]{0,4}$/;

const APPROVED =
  /(?:审批|核准|批准|核定)(?:已经?)?(?:通过|同意|完成|好|了)|已经?(?:由[^,。]{0,8})?(?:审批|核准|批准|核定|批复)|批(?:了|下来|好了)|bc[0-9]{6,}/;

const APOLOGY =
  /对不起|对不住|抱歉|不好意思|歉|见谅|谅解|包涵|海涵|担待|原谅|过意不去|愧疚|惭愧|(?:请|望)(?:你)?(?:多多|多)?(?:理解|体谅)|添(?:了|了些|了很多|了不少)?(?:麻烦|乱|堵)|不便|困扰|sorry/;
/** Politeness, in the order in which it has to be taken away: long before short. */
const POLITE = new RegExp(
  [
    '对不起|对不住|不好意思|抱歉|歉意|歉疚|致歉|道歉|道个歉|歉|过意不去|愧疚|惭愧|内疚|sorry|原谅|见谅|谅解|包涵|海涵|担待|体谅|理解|支持|配合|宽容|大度',
    '不愉快|不舒服|不舒心|不痛快|不满意|不满|不快|不悦|不好的|体验|体会|感受|困扰|困惑|不便|麻烦|烦恼|影响|添乱|添堵|费心|受累|受委屈|委屈|失望|生气|担心|操心|难受|难过|闹心|糟心|消消气|消气|息怒|别生气|闹得慌',
    '带来|造成|产生|添了|添|让|使|令|给|为此|对此|就此|因此|在此|这次|此次|本次|这件事|这事|的地方|之处|情况|服务|工作|心情',
    '我们公司|供电公司|我们|我|公司|全体员工|全体|大家|代表|同事|向你|给你|对你|跟你|你们|你|客户|用户|各位|家人',
    '非常|十分|实在|真的是|真的|真是|着实|万分|特别|极其|深深|深表|深感|深|诚挚|衷心|诚恳|郑重|表示|致以|感到|觉得|再次|再|鞠躬|一下|一声|多多|多|恳请|敬请|还请|还望|希望|请|望|能够|能|太|很|都|也|就|又|有|这么|这样',
    '你好|谢谢|感谢|亲爱的|亲|尊敬的|女士|先生',
    '[的了啊啦哦呀哈呢吧嘛哟喔噢呐个些是到在和与及对说心里由]',
    '[^a-z0-9\\u3400-\\u9fff]',
  ].join('|'),
  'g',
);

const EXPLAINED_BEHIND =
  /^.{0,4}(?:\(|,?(?:就是|也就是|也叫|俗称|即|指的?是|意思是|意思就是|简单说|简单讲|通俗|说白了|换句话说|你可以理解|相当于|等于是|可以理解))/;
const EXPLAINED_BEFORE = /(?:\(|\(也叫|\(即|术语(?:叫|是)|专业(?:上)?(?:叫|说法是)|行话叫|我们叫|也叫|叫做)$/;

export class TextFacts {
  private concrete: boolean | null = null;
  private sentences: readonly Sentence[] | null = null;

  /** @param text folded */
  constructor(
    private readonly text: string,
    private readonly compensationApproved: boolean,
  ) {}

  /** @param span of the hit, for conditions that look around it */
  holds(condition: Condition | undefined, span: Span): boolean {
    switch (condition) {
      case undefined:
        return true;
      case 'no_concrete_marker':
        return !this.isConcrete();
      case 'no_alternative':
        return !this.isConcrete() && !ALTERNATIVE.test(this.text) && !HELP.test(this.text);
      case 'no_help_offered':
        return !HELP.test(this.aroundSentence(span));
      case 'whole_message_is_apology':
        return isOnlyApology(this.text);
      case 'compensation_not_approved':
        return !this.compensationApproved && !APPROVED.test(this.text);
      case 'not_explained':
        return !this.isExplained(span);
    }
  }

  isDisowned(span: Span): boolean {
    return DISOWNING.test(this.text.slice(Math.max(0, span.start - 10), span.start));
  }

  isConcrete(): boolean {
    this.concrete ??= hasConcreteMarker(this.text);
    return this.concrete;
  }

  /** The sentence of the hit and the one behind it, without the hit itself. */
  private aroundSentence(span: Span): string {
    this.sentences ??= splitSentences(this.text);
    const at = this.sentences.findIndex((sentence) => span.end <= sentence.end);
    const first = this.sentences.find((sentence) => span.start < sentence.end);
    const last = this.sentences[at + 1] ?? this.sentences[at];
    return `${this.text.slice(first?.start ?? 0, span.start)},${this.text.slice(span.end, last?.end)}`;
  }

  private isExplained(span: Span): boolean {
    return (
      EXPLAINED_BEHIND.test(this.text.slice(span.end, span.end + 16)) ||
      EXPLAINED_BEFORE.test(this.text.slice(Math.max(0, span.start - 8), span.start))
    );
  }
}

/** A time, date, ticket number or {placeholder} that commits us to something. */
export function hasConcreteMarker(folded: string): boolean {
  for (const marker of MARKERS) {
    for (const match of folded.matchAll(marker)) {
      if (!PAST.test(folded.slice(Math.max(0, match.index - 12), match.index))) return true;
    }
  }
  return false;
}

export const hasApology = (folded: string): boolean => APOLOGY.test(folded);

/** Nothing but apology and politeness: what is sorry for what, and what happens now, is not said. */
export const isOnlyApology = (folded: string): boolean =>
  folded.length <= 80 && hasApology(folded) && folded.replace(POLITE, '').length === 0;
