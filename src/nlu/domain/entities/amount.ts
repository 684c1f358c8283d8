import { NUMERALS, readNumber } from './numbers.js';
import type { Span } from './span.js';

const CN = `[${NUMERALS}几]`;
const NUMBER = `(?:\\d[\\d,]*(?:\\.\\d+)?[百千万]?|${CN}+)`;
/** 216.4元, 一块四, 八毛多, 五百来块, ¥300, 3万多元. The word 钱 is not part of it. */
const WITH_UNIT = new RegExp(
  `(?<![\\d.第])(?:¥ ?\\d[\\d,]*(?:\\.\\d+)?|${NUMBER}(?:多|来|几)?(?:块|元|圆|毛|角)(?:[一二三四五六七八九\\d](?=[毛角多,。;!? 的钱呢吧啊]|$)[毛角]?(?:[一二三四五六七八九\\d]分)?)?多?)`,
  'g',
);
/** 三千多, 两千六, 九十几: money only where the clause speaks of money and nothing is counted. */
const BARE = new RegExp(`(?<![\\d第])(?:[${NUMERALS}]{2,}(?:多|来|几)?|\\d+[百千万](?:多|来|几)?)`, 'g');
const STRICT_BEFORE =
  /(?:电费|话费|收了?我?|扣了?我?|交了?|花了?|要我?|赔我?|退我?|罚了?|欠了?|付了?|费用?)$/;
const STRICT_NUMBER = /(?<![\d.])\d{2,6}(?:\.\d{1,2})?(?![\d.])/g;
const MONEY_WORDS =
  /钱|电费|块|元|房租|工资|报价|估价|粗算|赔|退|价|费|押金|红包|罚款|损失|值|违约金|本金|补贴|花了|收了|卖|买|吃了|涨到|贷款/;
/** A classifier or unit after the numeral: then things are counted, not money. */
const COUNTED =
  /^(?:[ ]?(?:度|字|个|人|户|米|里|分贝|伏|v|瓦|w|kw|千瓦|天|次|遍|年|月|号|栋|幢|斤|亩|只|头|棵|株|台|平|吨|家|名|条|种|小时|分钟|秒|点|层|楼|室|组|社|队|根|张|岁|日|口|回|趟|件|把|片|寸|公里|%|度电|多?(?:个|户|度|人|台|米|斤|亩|只|头|棵|株|次|天|年|字|回|里|号|位|家|岁|分|平|瓦|伏|公里|分贝|小时)))/;
/** How far back, in characters, money may have been spoken of. */
const CONTEXT = 20;
/** 块 as a classifier: 两块表 is no money. */
const PIECES = /^(?:电?表|新|旧|老|板|地|砖|玻璃|去|来|儿|牌|屏|石|布|肉|水泥|电池|田|区域|电瓶|光伏)/;
const SMALL_PIECES = /^[一二两三几四五六七八九十\d]{1,2}块$/;

/** Money, with a unit or clearly meant; value is the number in yuan where it can be read, else the folded text. */
export function findAmounts(folded: string): Span[] {
  const spans: Span[] = [];
  for (const match of folded.matchAll(WITH_UNIT)) {
    const text = match[0];
    const after = folded.slice(match.index + text.length);
    if (SMALL_PIECES.test(text) && PIECES.test(after)) continue;
    if (/^[一几]块$/.test(text) && !/^钱/.test(after)) continue;
    if (/^零?[一几]?[毛角]$/.test(text) && !/^钱/.test(after)) continue;
    spans.push(span(match.index, text));
  }
  if (!MONEY_WORDS.test(folded)) return spans;
  for (const match of folded.matchAll(BARE)) {
    if (!touches(spans, match.index) && isMoney(folded, match.index, match[0]))
      spans.push(span(match.index, match[0]));
  }
  for (const match of folded.matchAll(STRICT_NUMBER)) {
    const after = folded.slice(match.index + match[0].length);
    if (touches(spans, match.index) || COUNTED.test(after) || /^[a-z:\-/]/.test(after)) continue;
    if (STRICT_BEFORE.test(folded.slice(Math.max(0, match.index - 4), match.index)))
      spans.push(span(match.index, match[0]));
  }
  return spans;
}

function isMoney(folded: string, start: number, text: string): boolean {
  const after = folded.slice(start + text.length);
  if (!/[十百千万]/.test(text) || COUNTED.test(after)) return false;
  if (/^(?:千万|万一|十分|百万|一一|百千|[十百千万]+)$/.test(text) || /^(?:一|分|元|块)/.test(after))
    return false;
  if (/[几第]$/.test(folded.slice(0, start)) || /^了/.test(after)) return false;
  const context = folded.slice(Math.max(0, start - CONTEXT), start) + clauseAround(folded, start);
  return MONEY_WORDS.test(context) && !/度|字|读数|表上|千瓦|伏|公里|岁/.test(clauseAround(folded, start));
}

function clauseAround(folded: string, at: number): string {
  const isEnd = (i: number): boolean => ',。!?; \n'.includes(folded.charAt(i));
  let from = at;
  let to = at;
  while (from > 0 && !isEnd(from - 1)) from -= 1;
  while (to < folded.length && !isEnd(to)) to += 1;
  return folded.slice(from, to);
}

function touches(spans: readonly Span[], at: number): boolean {
  return spans.some((other) => at >= other.start && at < other.end);
}

function span(start: number, text: string): Span {
  return { type: 'amount', start, end: start + text.length, value: readAmount(text) };
}

/** 一块四 → 1.4, 八毛多 → 0.8, 五百来块 → 500, 1,480元 → 1480. */
export function readAmount(text: string): string {
  const plain = text.replace(/[¥ 多来]/g, '');
  const match = /^(.*?)几?(块|元|圆|毛|角|$)(?:(.)[毛角]?)?/.exec(plain);
  const main = readNumber((match?.[1] ?? '').replace(/几$/, ''));
  if (main === null) return text;
  const unit = /^[毛角]$/.test(match?.[2] ?? '') ? 0.1 : 1;
  const tail = match?.[3] === undefined ? 0 : (readNumber(match[3]) ?? 0) * unit * 0.1;
  return String(Math.round((main * unit + tail) * 100) / 100);
}
