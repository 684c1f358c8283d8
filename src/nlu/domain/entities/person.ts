import { isHan } from '../normalise.js';
import {
  CAREFUL_SURNAMES,
  GIVEN_NAMES,
  NO_FAMILIAR_LITTLE,
  NO_FAMILIAR_OLD,
  NOT_NAMES,
  ROLES,
  SURNAMES,
  TITLES,
} from './person-words.js';
import { type Claims, headFrom, type Span, tailBefore } from './span.js';

/** What a character can begin: 1 a surname, 2 also 老二 to 老九. A table, because it is asked at every character. */
const BEGINS = new Uint8Array(0x10000);
for (const sign of SURNAMES) BEGINS[sign.charCodeAt(0)] = 1;
for (const sign of '二三四五六七八九欧司上诸') BEGINS[sign.charCodeAt(0)] = 2;
const COMPOUND = /^(?:欧阳|司马|上官|诸葛|司徒|皇甫|尉迟|夏侯)/;
const TITLE = new RegExp(`^(?:${TITLES})`);
const FULL_TITLE = /^(?:同志|先生|女士|师傅|经理|主任|老师|所长|班长|队长|站长)/;
const ENGINEER = /^工(?![作程人地厂资种具期商业序艺伤单号费会龄])/;
/** 我叫李小燕, 联系人张三, 客户经理周磊, 户名写的孙建民: what stands before the name. */
const INTRODUCES = new RegExp(
  `(?:我叫|我是|俺是|名叫|名字叫?|姓名|户名|称呼|名下|叫做?|找|${ROLES})(?:写的|登记的?|开的|还?是|为|叫|的|:|,| ){0,2}$`,
);
/** Staff are known to customers by number. */
const STAFF_NUMBER = /(?:工号|工牌号?|员工号)(?:是|为|:| )?(\d{2,8})(?!\d)/g;
const BOUNDARY = /^(?:$|[^\u4e00-\u9fff])/;
/** What can follow a name, so that 周磊全程 is read as 周磊. */
const FOLLOWS =
  /^(?:全程|态度|服务|上门|电话|手机|先生|女士|同志|师傅|本人|家[的里]?|这个人|[的说讲来去给帮很在也都就收要拿把跟和真推骂让叫不没办打是,号住])/;
const OWNS = /^(?:的[户电表名手号家]|家|电话|手机|本人)/;

type Add = (start: number, text: string, value?: string) => boolean;

/** Names and how people are called; the value is the text itself, of staff numbers the digits. */
export function findPersons(folded: string, claims: Claims): Span[] {
  const spans: Span[] = [];
  const add: Add = (start, text, value = text) => {
    const end = start + text.length;
    if (text === '' || NOT_NAMES.test(text) || !claims.isFree(start, end)) return false;
    claims.take(start, end);
    spans.push({ type: 'person', start, end, value });
    return true;
  };
  for (const match of folded.matchAll(STAFF_NUMBER)) add(match.index, match[0], match[1] ?? '');
  for (let at = 0; at < folded.length; at += 1) {
    const begins = BEGINS[folded.charCodeAt(at)] ?? 0;
    if (begins !== 0 && claims.isFree(at, at + 1))
      readName(folded, at, begins, !claims.isFree(at - 1, at), add);
  }
  return spans;
}

/**
 * Tries what a surname here can be part of, the surest first.
 * @param afterEntity another entity ends here, so that a word begins
 */
function readName(folded: string, at: number, begins: number, afterEntity: boolean, add: Add): void {
  const rest = headFrom(folded, at, 8);
  const surname = COMPOUND.exec(rest)?.[0] ?? rest.charAt(0);
  const before = folded.charAt(at - 1);
  if (before === '老' && begins === 2 && surname.length === 1) {
    if (/^.(?:$|[,。;: !?\d\n说来去的家])/.test(rest)) add(at - 1, `老${surname}`);
    return;
  }
  if (begins === 2 && surname.length === 1 && !SURNAMES.includes(surname)) return;
  const after = rest.slice(surname.length);
  if (before === '姓') {
    add(...said(folded, at, surname, after));
    return;
  }
  const nick =
    '小老阿大'.includes(before) && before !== '' ? nicknamed(folded, at, before, surname, after) : '';
  if (nick !== '' && add(at - 1, nick)) return;
  const full = fullName(folded, at, surname, after, afterEntity);
  if (full !== '' && add(at, full)) return;
  add(at, titled(folded, at, surname, after));
}

/** 我姓刘 is 刘; 那个姓孙的 is what he is called. */
function said(folded: string, at: number, surname: string, after: string): [number, string] {
  const who = tailBefore(folded, at - 1, 1);
  if (/[百同贵不种复]/.test(who) && !folded.startsWith('免贵', at - 3)) return [at, ''];
  const self = /[我俺贵他她傅]/.test(who);
  if (after.startsWith('的')) return self ? [at, surname] : [at - 1, `姓${surname}的`];
  return [at, /^(?:$|[,。;: !\d\n师经电同工客])/.test(after) ? surname : ''];
}

/** 小林, 老罗, 小洪师傅; 小车, 老高 and the like are words. */
function nicknamed(folded: string, at: number, before: string, surname: string, after: string): string {
  const known =
    TITLE.test(after) || after.startsWith('同志') || INTRODUCES.test(tailBefore(folded, at - 1, 10));
  if (known) return before + surname;
  if (/[大微从减缩最较太古]/.test(tailBefore(folded, at - 1, 1)) || '阿大'.includes(before)) return '';
  if (/^[\u4e00-\u9fff]?(?:区|旧|路|学|号|时|车|店|村|镇|街|湾|桥|达|鱼)/.test(after)) return '';
  if (before === '老') {
    if (/^[家说]/.test(after)) return before + surname;
    return CAREFUL_SURNAMES.includes(surname) || NO_FAMILIAR_OLD.includes(surname) ? '' : before + surname;
  }
  return CAREFUL_SURNAMES.includes(surname) || NO_FAMILIAR_LITTLE.includes(surname) ? '' : before + surname;
}

/** 陈志强 after 我叫, 赵志刚 before 同志, 李建国 before 的户, 韩雪梅 beside a number. */
function fullName(folded: string, at: number, surname: string, after: string, afterEntity: boolean): string {
  const [first = '', second = ''] = after;
  if (!isHan(first.charCodeAt(0))) return '';
  const given = GIVEN_NAMES.has(first);
  const both = given && GIVEN_NAMES.has(second);
  if (both && FULL_TITLE.test(after.slice(2))) return surname + first + second;
  if (given && FULL_TITLE.test(after.slice(1)) && !/[小老]$/.test(tailBefore(folded, at, 1)))
    return surname + first;
  const alone = afterEntity || at === 0 || BOUNDARY.test(folded.charAt(at - 1));
  if (alone && both && OWNS.test(after.slice(2))) return surname + first + second;
  const beside = alone ? besideNumber(folded, at, surname, after) : '';
  if (beside !== '') return beside;
  if (!given && !GIVEN_NAMES.has(second)) return '';
  return INTRODUCES.test(tailBefore(folded, at, 10)) ? introduced(surname, after) : '';
}

/** The name that begins here, as long as its characters are such as names are made of; empty where it is none. */
function introduced(surname: string, after: string): string {
  const [first = '', second = ''] = after;
  const followed = FOLLOWS.test(after.slice(1));
  const one = followed || BOUNDARY.test(after.slice(1));
  const two = second !== '' && (BOUNDARY.test(after.slice(2)) || FOLLOWS.test(after.slice(2)));
  const given = GIVEN_NAMES.has(first);
  if (two && !followed && isHan(second.charCodeAt(0))) return surname + first + second;
  if (one) return given ? surname + first : '';
  return given && GIVEN_NAMES.has(second) ? surname + first + second : '';
}

/** A name standing alone right before or after a phone number. */
function besideNumber(folded: string, at: number, surname: string, after: string): string {
  const name = /^[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff])/.exec(after)?.[0] ?? '';
  if (name === '') return '';
  const end = at + surname.length + name.length;
  const before = /^[,:。 ]{0,2}\+?\d{3}[\d -]{7,}/.test(headFrom(folded, end, 16));
  const behind = /\d{7,}[,:。 ]{0,2}$/.test(tailBefore(folded, at, 12));
  return before || behind ? surname + name : '';
}

/** 许经理, 林先生, 陈工, 张所: the title belongs to the name. */
function titled(folded: string, at: number, surname: string, after: string): string {
  if (ENGINEER.test(after)) return CAREFUL_SURNAMES.includes(surname) ? '' : `${surname}工`;
  const title = TITLE.exec(after)?.[0] ?? '';
  if (title === '') return '';
  const before = tailBefore(folded, at, 1);
  // 向师傅请教, 关电工什么事, 谢谢师傅: a verb or preposition before a title.
  if ('向于关管任成单'.includes(surname) && !/[个位是找叫姓]/.test(before)) return '';
  if (before === '谢' && surname === '谢') return '';
  if (/^[总所队局]$/.test(title) && /^[以有在伍]/.test(after.slice(1))) return '';
  return surname + title;
}
