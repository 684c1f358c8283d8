import type { Span } from './span.js';

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤章鲁施牛岳季齐庞樊殷翟倪葛柳温俞芦蓝卓欧阮裴柯';
const CAREFUL = '于任向万钱武方白金石江高田毛温施牛龙叶严';
const TITLES =
  '先生|女士|小姐|经理|师傅|师父|工程师|主任|所长|老师|班长|站长|队长|科长|局长|处长|姐|哥|阿姨|大爷|大姐|大哥|大妈|大叔|叔|婶|嫂|电工|会计|老板|律师|医生|组长|书记|村长';
const HAN = '[\\u4e00-\\u9fff]';
const SURE = [...SURNAMES].filter((name) => !CAREFUL.includes(name)).join('');

/** 许经理, 林先生, 陈工, 小王师傅: the title belongs to the name. */
const TITLED = new RegExp(
  `(?:[小老]?[${SURNAMES}](?:${TITLES})|[${SURE.replace('施', '')}]工(?![作程人地厂资种具期商业]))`,
  'g',
);
/** 马丽同志, 张伟师傅: the full name alone. */
const FULL_TITLED = new RegExp(`([${SURE}]${HAN}{1,2})(?:同志|先生|女士|师傅|经理|主任|老师)`, 'g');
/** 我叫李小燕, 联系人张三, 户主王国强. */
const INTRODUCED = new RegExp(
  `(?:我叫|我是|名叫|名字叫?|姓名|联系人|户主|户名|本人|找|叫)[:是为 ]{0,2}([${SURNAMES}]${HAN}{1,2}?)(?=[,。;: !?\\d\\n)]|$|电话|手机|的电话|本人|家的?)`,
  'g',
);
const SURNAME_ONLY = new RegExp(`(?:我|免贵|本人|那个|个)姓([${SURNAMES}])(?=[,。;: !\\d\\n的]|$)`, 'g');
/** 小林, 老罗, 老五 (小车, 老高 and the like are words). */
const FAMILIAR = new RegExp(
  `(?<![大微从减缩最较太])(?:小[${SURE.replace(/[马黄雷龙]/g, '')}]|老[${SURE}二三四五六七八九])(?!${HAN}?(?:区|旧|路|学|号|时|车))`,
  'g',
);
/** 周慧敏,139…: a name standing alone right before or after a number. */
const NEXT_TO_PHONE = new RegExp(
  `(?:^|[,。;: \\n])([${SURNAMES}]${HAN}{1,2})[,: ]{0,2}(?=\\+?\\d{3}[\\d -]{7,})`,
  'g',
);
const AFTER_PHONE = new RegExp(`\\d{7,}[,: ]{0,2}([${SURNAMES}]${HAN}{1,2})(?=[,。; !\\n]|$)`, 'g');
const NOT_NAMES =
  /^(?:谢谢|高压|方便|白天|黄色|金额|石头|江边|马上|任何|向前|万一|钱都|电话|手机|时间|毛病|温度|龙头|余额|程序|何时|何况|史上|许多|于是|严重|成都|武汉|施工|田里|叶子|林业|林场|周围|周边|周期|周末|周[一二三四五六日]|金属|高铁|高考|高价|方案|方面|方法)/;

/** Names and how people are called; the value is the text itself. */
export function findPersons(folded: string): Span[] {
  const spans: Span[] = [];
  const add = (start: number, text: string): void => {
    const end = start + text.length;
    if (NOT_NAMES.test(text) || spans.some((other) => start < other.end && end > other.start)) return;
    spans.push({ type: 'person', start, end, value: text });
  };
  for (const pattern of [INTRODUCED, FULL_TITLED, SURNAME_ONLY, NEXT_TO_PHONE, AFTER_PHONE]) {
    for (const match of folded.matchAll(pattern)) {
      const name = match[1] ?? '';
      add(match.index + match[0].lastIndexOf(name), name);
    }
  }
  for (const match of folded.matchAll(TITLED)) add(match.index, match[0]);
  for (const match of folded.matchAll(FAMILIAR)) add(match.index, match[0]);
  return spans;
}
