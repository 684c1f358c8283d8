import { type Claims, headFrom, type Span, tailBefore } from './span.js';

/** What may stand between the digits of a number that is written in groups. */
const GAP = '[ .·-]{0,2}';
const TICKET = /(?<![a-z\d])(ts|bx|zx|jy|jb|by|cb|ss)[ .:#-]{0,2}(\d(?:[ -]?\d){9})(?![ -]?\d)/g;
/** 工单2612000358: the letters left out, the word said instead. */
const NAMED_TICKET =
  /(?:工单|单子|受理|回执|投诉|报修)(?:单)?(?:编?号码?)?[是为:# ]{0,3}(2[5-9](?:0[1-9]|1[0-2])\d{6})(?!\d)/g;
const MOBILE = new RegExp(
  `(?<![\\d.])(?:\\(?\\+?(?:00)?86\\)?[ -]{0,2})?1${GAP}[3-9](?:${GAP}\\d){9}(?!\\d)`,
  'g',
);
const EXTENSION = '(?: ?(?:转|分机号?|ext\\.?) ?\\d{1,5}(?!\\d))?';
const LANDLINE = new RegExp(
  `(?<![\\d.])(?:\\(0\\d{2,3}\\)[ -]?\\d{7,8}|\\(0\\d{2,3}\\)[ -]?\\d{3,4}[ -]\\d{4}|0\\d{2,3}[ -]{1,2}\\d{7,8}|0\\d{2,3}[ -]\\d{3,4}[ -]\\d{4}|0(?:10|2\\d)\\d{8}|0[3-9]\\d{9,10}|[48]00[ -]?\\d{3}[ -]?\\d{4}|[48]00[ -]?\\d{4}[ -]?\\d{3})(?!\\d)${EXTENSION}`,
  'g',
);
const SHORT_LANDLINE = new RegExp(
  `(?:座机|固话|电话|号码|家里打|回电|致电|打)[^\\d,。;!?]{0,4}([2-8]\\d{2,3}[ -]?\\d{4})(?!\\d)(${EXTENSION})`,
  'g',
);
const ACCOUNT = /(?<![a-z\d.+])(?:\d{13}|\d{10})(?![\d.]|[ ]?(?:元|块|度|kwh|千瓦))/g;
/** 3201 2345 67 without the word 户号: three groups or more, one kind of separator, not a date. */
const GROUPED_ACCOUNT = /(?<![a-z\d.+-])(?:\d{2,5}(?: \d{2,5}){2,4}|\d{2,5}(?:-\d{2,5}){2,4})(?!\d|[ -]\d)/g;
const LOOKS_LIKE_DATE = /^(?:19|20)\d\d[ -](?:0[1-9]|1[0-2])[ -]/;
/** After 户号 people group the digits as they like. */
const NAMED_ACCOUNT = new RegExp(
  `(?:户号|客户编号|用户编号|用户号|客户号|缴费号|交费号|用电编号|户名号|户头号?)[^\\d,。;!?\\n]{0,8}[,:。]? ?(\\d(?:${GAP}\\d){9,12})(?!${GAP}\\d)`,
  'g',
);
/** Numbers that have ten or thirteen digits too, by the word before them. */
const OTHER_ROLE =
  /(?:表号|表计号?|表上号码?|资产号?|资产编号|条码|条形码|身份证号?|证号|卡号|银行卡|订单号?|流水号?|发票号?|合同号?|快递单?号?|运单号?|单号|验证码|密码|微信号?|qq号?|群号|学号|工号|编码|序列号|批号|税号|纳税号|信用代码|帖子|邮箱|账单号|电杆号|杆号|桩号|铭牌)[^\d,。;!?]{0,6}$/;
const NAMED_HERE = /(?:户号|客户编号|用户编号|用户号|客户号|缴费号)[^\d]{0,8}$/;

/** Ticket numbers like TS2611000012 (two letters, ten digits); value in capitals without separators. */
export function findTickets(text: string): Span[] {
  const spans: Span[] = [...text.matchAll(TICKET)].map((match) => ({
    type: 'ticket_no',
    start: match.index,
    end: match.index + match[0].length,
    value: `${match[1] ?? ''}${digits(match[2] ?? '')}`.toUpperCase(),
  }));
  for (const match of text.matchAll(NAMED_TICKET)) {
    const number = match[1] ?? '';
    const end = match.index + match[0].length;
    spans.push({ type: 'ticket_no', start: end - number.length, end, value: number });
  }
  return spans;
}

/**
 * Mobile numbers (spaced, dashed, +86) and landlines. The value is the digits without the country code; an extension
 * follows a hyphen, because the digits of both together are no number one can dial.
 */
export function findPhones(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(MOBILE)) {
    if (isMobile(text, match.index, match[0])) spans.push(phone(match.index, match[0]));
  }
  for (const match of text.matchAll(LANDLINE)) {
    if (!NAMED_HERE.test(tailBefore(text, match.index, 12))) spans.push(phone(match.index, match[0]));
  }
  for (const match of text.matchAll(SHORT_LANDLINE)) {
    const number = `${match[1] ?? ''}${match[2] ?? ''}`;
    spans.push(phone(match.index + match[0].length - number.length, number));
  }
  return spans;
}

/** 户号: 10 or 13 digits that are no phone number; the value keeps leading zeros. */
export function findAccounts(text: string, claims: Claims): Span[] {
  const spans: Span[] = [];
  const add = (start: number, written: string): void => {
    const value = digits(written);
    const end = start + written.length;
    if ((value.length !== 10 && value.length !== 13) || !claims.isFree(start, end)) return;
    if (spans.some((other) => start < other.end && other.start < end)) return;
    spans.push({ type: 'account_no', start, end, value });
  };
  for (const match of text.matchAll(NAMED_ACCOUNT)) {
    const written = match[1] ?? '';
    add(match.index + match[0].length - written.length, written);
  }
  for (const pattern of [ACCOUNT, GROUPED_ACCOUNT]) {
    for (const match of text.matchAll(pattern)) {
      if (LOOKS_LIKE_DATE.test(match[0]) || OTHER_ROLE.test(tailBefore(text, match.index, 12))) continue;
      add(match.index, match[0]);
    }
  }
  return spans;
}

/** 13 digits that begin like +86 1xx are a 户号 only when the customer says so; a bank card is none at all. */
function isMobile(text: string, start: number, written: string): boolean {
  const before = tailBefore(text, start, 12);
  if (digits(written).length === 13 && !written.startsWith('+') && NAMED_HERE.test(before)) return false;
  return (
    !/(?:身份证|卡号|qq|表号)[^\d,。;]{0,4}$/.test(before) &&
    !/^-?\d/.test(headFrom(text, start + written.length, 2))
  );
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

function phone(start: number, written: string): Span {
  const [, number = '', extension] = /^(.*?)(?: ?(?:转|分机号?|ext\.?) ?(\d{1,5}))?$/.exec(written) ?? [];
  const all = digits(number);
  const tail = extension ?? '';
  const main = all.replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, '');
  return {
    type: 'phone',
    start,
    end: start + written.length,
    value: tail === '' ? main : `${main}-${tail}`,
  };
}
