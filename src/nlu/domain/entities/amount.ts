import { NUMERALS, readNumber } from './numbers.js';
import { type Claims, headFrom, type Span, tailBefore } from './span.js';

const ARABIC = '\\d[\\d,]{0,15}(?:\\.\\d{1,6})?';
const CN = `[${NUMERALS}]`;
const ABOUT = '(?:多|来|几|余|把|好几)?';
/** 三百, 几百, 上千, 百把, 三四十, 十几: what can stand before 块. */
const NUMBER = `(?:${ARABIC}[十百千万]?\\d?|(?:好几|大几|几|数|上|近|小)?[${NUMERALS}几]{0,12}${CN}|几)`;
const DIGIT = '[一二三四五六七八九\\d]';
/** 块四, 块4毛5, 毛六分; no 三块六个人. */
const FRACTION = `(?:半(?![天个年月小])|一(?=[毛角分,。;!? 的]|$)(?:分|[毛角](?:${DIGIT}分?)?)?|[二三四五六七八九\\d](?=[^个人天度年月号次位块元米点时楼层户张台\\d十百千万]|$)(?:分|[毛角](?:${DIGIT}分?)?)?)`;
/** 216.4元, 一块四, 八毛多, 五百来块, ¥300, 3万多元, 三块半. The word 钱 is not part of it. */
const WITH_UNIT = new RegExp(
  `(?<![\\d.第])(?:[¥$] ?${ARABIC}万?元?|(?:人民币|rmb) ?${ARABIC}万?元?|${NUMBER}${ABOUT} ?(?:块(?!\\d{3})|元(?!旦|月|件|素|宵)|圆(?![形的圈])|毛(?!病|巾|刷|坯|衣|毯)|角(?!落|度|铁|色|钢))(?:${FRACTION})?多?|${ARABIC} ?(?:rmb|cny)(?![a-z]))`,
  'g',
);
/** 三千多, 两千六, 九十几, 2万3: money only where the clause speaks of money and nothing is counted. */
const BARE = new RegExp(
  `(?<![\\d第几])(?:(?:好几|大几|几|数|上|近)[十百千万]{1,4}(?:多|块)?|[${NUMERALS}]{2,13}(?:多|来|几|出头)?|[百千]把|${ARABIC}[百千万]\\d?(?:多|来|几)?)`,
  'g',
);
const PLAIN = /(?<![\d.\-/:~第a-z])\d{2,6}(?:\.\d{1,2})?(?:多|来|几)?(?![\d.])/g;
/** Right before a number these say that it is money. */
const PAYS =
  /(?:电费|话费|水费|房租|费用|费|价格?|钱|收|扣|交|缴|花|赔偿?|退还?|罚款?|欠|付|充值?|涨到|涨成|涨了|升到|降到|变成|值|押金|工资|补贴?|损失|亏|掏|要价|报价|卖|买|省|给|收费|收取|收款|红包|赚|补偿|预存|余额|账单|贵了?|报|补|得|要|押|修|扣走|来个|来了个|省|借|多了|少了|便宜|差|少给|少算|工钱|定金|首付|手续费|好处费)(?:了|过|的|是|我|我们|我家|他们|他|你们|去|掉|走|出|共|才|就|都|也|只|快|要|大概|大约|差不多|将近|接近|近|多|少|整整|一共|总共|不到|超过|到|还是|有|一个月|每个?月|[:：¥]| ){0,4}$/;
const PAYS_STRICT =
  /(?:电费|话费|水费|房租|费用|收费|扣费|欠费|缴费|充值?|收取|押金|余额|工资|账单|(?:多|少|乱|重复)?[收扣交缴花赔退罚欠付掏]|要价?|报价|金额|总额|合计|共计|总价|单价|价格|开口要|扣走|来了?个|值|涨到|退款|赔偿|罚款|押|报)(?:了|过|的|是|我|我们|我家|他们|他|你们|去|掉|共|才|就|都|只|要|大概|大约|差不多|将近|接近|近|一共|总共|不到|超过|一个月|每个?月|[:：]| ){0,4}$/;
const CHANGES =
  /(?:涨到|涨成|升到|降到|变成|突然|就是|到|成了?|从|才|就|还|都是?|来了?个|变|一下|一下子|多|出|这个月|上个月|直接|最多|顶多|只有|不过|不超过|左右|同款|卖|一次|一笔|各|每人|每户|每次|剩|只剩|剩下)$/;
const MONEY_WORDS =
  /钱|电费|块|元|房租|工资|报价|估价|粗算|赔|退|价|费|押金|红包|罚款|损失|值|违约金|本金|补贴|花了|收了|扣了|卖|买|吃了|涨到|贷款|余额|充|账单/;
/** A classifier or unit after the numeral: then things are counted, not money. */
const COUNTED =
  /^(?:[ ]?(?:多|来|几|好几)?[ ]?(?:度|字|个|人|户|米|里|分贝|伏|v|瓦|w|kw|千瓦|天|次|遍|年|月|号|栋|幢|斤|亩|只|头|棵|株|台|平|吨|家|名|条|种|小时|分钟|秒|点|层|楼|室|组|社|队|根|张|岁|日|口|回|趟|件|把|片|寸|公里|%|安|a(?![a-z])|周|位|群|页|期|届|辆|车|套|箱|瓶|盏|盒|桶|路|弄|巷|期|档|类|级|排|桌|份|代|倍|成|公斤|方|立方|克|升|毫|厘|公分|兆|步|话|句|声|道|间|床|届))/;
/** What is measured and read off is no money: 电压一百七, 表上三千六. */
const MEASURES =
  /(?:用了?|表走了?|字走了?|走了|跑了|读数|示数|表上|表码|底码|起码|止码|电压|电流|温度|度数|度|尾号|编号|号|第|功率|容量|户数|距离|热线|拨打|拨|停了|等了|排了|年|型号|楼|栋|室|表)(?:[了是的到才只有写着显示为:]|大概|显示|变成|从|稳在|降到|掉到|只有){0,4}$/;
const READINGS = /表上|读数|示数|字数|走到|个字|度数|表码/;
/** What may follow a number that counts nothing. */
const ENDS_NUMBER =
  /^(?:$|[,。!?;:、()"\n …~的呢吧啊呀嘛吗谁找咋怎你我他她就都也还才凭够说又去给啦哦嘞咧,涨降变交扣用这那全没不],?)/;
/** Money was spoken of a little before. */
const MONEY_CONTEXT = /费|钱|价|扣|交了?|收了|花|账单|余额|充|平常|以前|往常|平时|以往|每月|正常/;
/** How far back, in characters, money may have been spoken of. */
const CONTEXT = 24;
/** 块 as a classifier: 两块表 is no money. */
const PIECES =
  /^(?:电?表|新|旧|老|板|地|砖|玻璃|去|来|儿|牌|屏|石|布|肉|水泥|电池|田|区域|电瓶|光伏|太阳能|木|铁|瓦|草|菜|空地|农田|显示|广告|电路|主板|墙|皮|巧克力|手表|组件|门|工地|业务|内容|区|的时候|活)/;
const BROKEN = /(?:坏|碎|换|装|掉|裂|断|砸|破|铺|拆|瓦片?|板|砖)(?:了|掉了)?$/;
const SMALL_PIECES = /^[一二两三几四五六七八九十\d]{1,3}块$/;
const HINT = /[块元圆毛角¥$几十百千万]|\d\d|rmb/;

/** Money, with a unit or clearly meant; value is the number in yuan where it can be read, else the folded text. */
export function findAmounts(folded: string, claims: Claims): Span[] {
  if (!HINT.test(folded)) return [];
  const spans: Span[] = [];
  const add = (start: number, text: string): void => {
    const end = start + text.length;
    if (!claims.isFree(start, end)) return;
    claims.take(start, end);
    spans.push({ type: 'amount', start, end, value: readAmount(text) });
  };
  for (const match of folded.matchAll(WITH_UNIT)) {
    const [start, text] = withoutLead(match.index, match[0]);
    if (hasUnit(folded, start, text)) add(start, text);
  }
  for (const match of folded.matchAll(PLAIN)) {
    if (isPlainMoney(folded, match.index, match[0])) add(match.index, match[0]);
  }
  for (const match of folded.matchAll(BARE)) {
    if (isMoney(folded, match.index, match[0], spans.length > 0)) add(match.index, match[0]);
  }
  return spans;
}

/** 小/上/近 belong to the number only before a bare 百 千 万: 上百块, but 晚上|三块. */
function withoutLead(start: number, text: string): [number, string] {
  return /^[小上近数](?![十百千万])/.test(text) ? [start + 1, text.slice(1)] : [start, text];
}

function hasUnit(folded: string, start: number, text: string): boolean {
  const end = start + text.length;
  const after = headFrom(folded, end, 4);
  if (SMALL_PIECES.test(text) && (PIECES.test(after) || BROKEN.test(tailBefore(folded, start, 3))))
    return false;
  if (/^[一几两]?块$/.test(text) && !/^钱/.test(after)) return isPriced(folded, start, text);
  if (/^零?[一几]?[毛角]$/.test(text) && !/^钱/.test(after)) return false;
  // 三角, 四角, 一圆: shapes unless money is near.
  if (/[角圆]$/.test(text) && !/\d/.test(text)) return MONEY_WORDS.test(tailBefore(folded, start, CONTEXT));
  return true;
}

function isPriced(folded: string, start: number, text: string): boolean {
  return (
    text.length === 2 &&
    text !== '几块' &&
    /(?:收|要|涨|一度|每度|度电|贵|多|价)了?我?$/.test(tailBefore(folded, start, 6))
  );
}

/** A numeral without a unit. Hundreds and more that count nothing are money unless electricity is being measured. */
function isMoney(folded: string, start: number, text: string, paidBefore: boolean): boolean {
  const after = headFrom(folded, start + text.length, 6);
  if (!/[十百千万]/.test(text) || COUNTED.test(after)) return false;
  if (
    /^(?:千万|万一|十分|百万|一一|百千|万千|十十|[十百千万]+)$/.test(text) ||
    /^(?:一(?!度|个月)|分|元|块|计|之)/.test(after)
  )
    return false;
  const before = tailBefore(folded, start, CONTEXT);
  if (/[第]$/.test(before) || /^了/.test(after) || MEASURES.test(before.slice(-10))) return false;
  if (PAYS.test(before.slice(-14))) return true;
  if (!ENDS_NUMBER.test(after)) return false;
  const clause = clauseAround(folded, start);
  if (/[百千万]/.test(text)) return !READINGS.test(before) || MONEY_WORDS.test(clause);
  return paidBefore || MONEY_WORDS.test(before + clause);
}

/** 216 or 180: money where something was paid, charged or asked for right before it. */
function isPlainMoney(folded: string, start: number, text: string): boolean {
  const after = headFrom(folded, start + text.length, 6);
  if (COUNTED.test(after) || /^[a-z:\-/~至到年]/.test(after)) return false;
  const before = tailBefore(folded, start, CONTEXT);
  if (MEASURES.test(before.slice(-10))) return false;
  if (PAYS_STRICT.test(before.slice(-14))) return true;
  if (!ENDS_NUMBER.test(after) && !/^一[次笔]/.test(after)) return false;
  if (PAYS.test(before.slice(-14))) return true;
  return CHANGES.test(before) && MONEY_CONTEXT.test(before);
}

/** At most 40 characters to either side, so that a text without punctuation stays linear. */
function clauseAround(folded: string, at: number): string {
  const isEnd = (i: number): boolean => ',。!?; \n'.includes(folded.charAt(i));
  let from = at;
  let to = at;
  while (from > 0 && at - from < 40 && !isEnd(from - 1)) from -= 1;
  while (to < folded.length && to - at < 40 && !isEnd(to)) to += 1;
  return folded.slice(from, to);
}

/**
 * Yuan as a decimal: 一块四 → 1.4, 八毛多 → 0.8, 五百来块 → 500, 1,480元 → 1480, 三块半 → 3.5, 五毛六分 → 0.56.
 * @returns the text itself where only an order of magnitude is said (几百块)
 */
export function readAmount(text: string): string {
  const plain = text
    .replace(/[¥$ 多来余]|rmb|cny|人民币|出头/g, '')
    .replace(/(?<=[十百千万])(?:好?几|把)|把$/, '');
  const match =
    /^(.*?)(块|元|圆|毛|角|$)(?:(半|[一二三四五六七八九\d])[毛角]?([一二三四五六七八九\d])?分?)?$/.exec(
      plain,
    );
  const main = readNumber(match?.[1] ?? '');
  if (main === null) return text;
  const unit = /^[毛角]$/.test(match?.[2] ?? '') ? 0.1 : 1;
  const tail = match?.[3] === '半' ? 5 : (readNumber(match?.[3] ?? '') ?? 0);
  const last = readNumber(match?.[4] ?? '') ?? 0;
  return String(Math.round((main + tail / 10 + last / 100) * unit * 1000) / 1000);
}
