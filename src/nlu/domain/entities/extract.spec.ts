import { describe, expect, it } from '@jest/globals';
import { Converter } from 'opencc-js/t2cn';
import type { EntityType } from '#app/base/model/labels.js';
import { buildFoldTable, foldText } from '../normalise.js';
import { findSpans, toEntities } from './extract.js';

const table = buildFoldTable(Converter({ from: 't', to: 'cn' }));
const entities = (text: string): ReturnType<typeof toEntities> =>
  toEntities(findSpans(foldText(text, table)), text);
const of = (type: EntityType, text: string): string[] =>
  entities(text)
    .filter((entity) => entity.type === type)
    .map((entity) => entity.text);

type Row = readonly [text: string, ...texts: string[]];
const table_of = (rows: readonly Row[]): { text: string; texts: string[] }[] =>
  rows.map(([text, ...texts]) => ({ text, texts }));

describe('account_no', () => {
  it.each(
    table_of([
      ['户号3201234567', '3201234567'],
      ['户号是 3300998877661 麻烦查下', '3300998877661'],
      ['我户号３２０１２３４５６７', '３２０１２３４５６７'],
      ['0412345678', '0412345678'],
      ['户号3201 2345 67', '3201 2345 67'],
      ['电话13812345678'],
      ['户号32012345'],
      ['身份证320102199001011234'],
      ['卡号6222021234567890123'],
      ['户号8613812345678', '8613812345678'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('account_no', text)).toEqual(texts);
  });
});

describe('phone', () => {
  it.each(
    table_of([
      ['打我13812345678', '13812345678'],
      ['138 1234 5678', '138 1234 5678'],
      ['138-1234-5678吧', '138-1234-5678'],
      ['電話１３８１２３４５６７８', '１３８１２３４５６７８'],
      ['+86 13812345678', '+86 13812345678'],
      ['座机0571-88776655', '0571-88776655'],
      ['010-66778899转8012', '010-66778899转8012'],
      ['家里电话6677889', '6677889'],
      ['户号1380012345'],
      ['23812345678'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('phone', text)).toEqual(texts);
  });
  it('normalises to digits', () => {
    expect(entities('+86 138-1234-5678')[0]).toMatchObject({ value: '13812345678' });
  });
});

describe('ticket_no', () => {
  it.each(
    table_of([
      ['TS2611000012什么情况', 'TS2611000012'],
      ['ts2611000012', 'ts2611000012'],
      ['查下ＢＸ２６１２００００７１', 'ＢＸ２６１２００００７１'],
      ['XX2611000012'],
      ['TS261100001'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('ticket_no', text)).toEqual(texts);
  });
  it('normalises to capitals', () => {
    expect(entities('bx 2612000071')[0]).toMatchObject({ type: 'ticket_no', value: 'BX2612000071' });
  });
});

describe('address', () => {
  it.each(
    table_of([
      ['幸福小区8栋1103没电', '幸福小区8栋1103'],
      ['我在李家湾32号', '李家湾32号'],
      ['大桥镇 中学东门口的电线', '大桥镇 中学东门口'],
      ['柳树屯全停了', '柳树屯'],
      ['地址翠屏路3巷5號2樓', '翠屏路3巷5號2樓'],
      ['刚才说错了,是3栋', '3栋'],
      ['就是城北区梧桐路66号院4号楼1单元602', '城北区梧桐路66号院4号楼1单元602'],
      ['和平里12号楼2门301', '和平里12号楼2门301'],
      ['我家小区停电了'],
      ['整个村都没电'],
      ['这条线路老化了'],
      ['短路跳闸'],
      ['不知道怎么办'],
      ['营业厅在哪里'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('address', text)).toEqual(texts);
  });
});

describe('amount', () => {
  it.each(
    table_of([
      ['扣了我216.4元', '216.4元'],
      ['一度收一块四,不合理', '一块四'],
      ['损失三千多,谁赔', '三千多'],
      ['水泵买的时候两千六', '两千六'],
      ['多收五百来块', '五百来块'],
      ['八百塊紅包', '八百塊'],
      ['押金¥300', '¥300'],
      ['电费从一百二涨到四百多', '一百二', '四百多'],
      ['停了三百多户'],
      ['用了九百度电'],
      ['换了一块表'],
      ['电压才一百七'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('amount', text)).toEqual(texts);
  });
  it.each([
    ['一块四。', '1.4'],
    ['两千六百元', '2600'],
    ['1,480元', '1480'],
    ['八毛多钱', '0.8'],
    ['一万八千块', '18000'],
  ])('values %s at %s', (text, value) => {
    expect(entities(`赔我${text}`).find((entity) => entity.type === 'amount')?.value).toBe(value);
  });
});

describe('time', () => {
  it.each(
    table_of([
      ['昨天下午三点停的', '昨天下午三点'],
      ['上周五报的修', '上周五'],
      ['9月中旬换的表', '9月中旬'],
      ['10月12日早7点左右', '10月12日早7点左右'],
      ['2026年11月5日申请', '2026年11月5日'],
      ['早7点到下午5点施工', '早7点到下午5点'],
      ['后天下午2点至4点之间回电', '后天下午2点至4点之间'],
      ['六点半来的', '六点半'],
      ['上週報的', '上週'],
      ['三年前就反映过', '三年前'],
      ['停了三个小时'],
      ['现在还没电'],
      ['刚才来过'],
      ['快一点'],
      ['我有两点要求'],
      ['5号楼停电'],
      ['一个月了'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('time', text)).toEqual(texts);
  });
});

describe('person', () => {
  it.each(
    table_of([
      ['我叫张建军', '张建军'],
      ['客服小林很耐心', '小林'],
      ['要表扬一下罗敏同志', '罗敏'],
      ['联系人许经理', '许经理'],
      ['问过你们的陈工', '陈工'],
      ['韩雪梅,13900001111', '韩雪梅'],
      ['13900001111 老罗', '老罗'],
      ['我姓刘', '刘'],
      ['老师傅来过'],
      ['施工的人'],
      ['小区停电'],
      ['谢谢同志'],
    ]),
  )('$text', ({ text, texts }) => {
    expect(of('person', text)).toEqual(texts);
  });
});

describe('offsets', () => {
  it.each([
    '😡户号3201234567，電話１３８－１２３４－５６７８',
    '👨‍👩‍👧住翠屏路3巷5號2樓，昨天下午三點停電，損失三千多塊',
    'ＴＳ２６１１０００012 明早8點打我 138 0000 6625 老羅',
  ])('point into the original text: %s', (text) => {
    const list = entities(text);
    expect(list.length).toBeGreaterThan(1);
    for (const entity of list) expect(text.slice(entity.start, entity.end)).toBe(entity.text);
  });
});
