import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadCorpus } from './corpus.js';
import { judgeDanger } from './domain/signals/safety.js';
import { createAnalyser } from './engine.js';

let danger: (text: string) => string;
let cues: (text: string) => string[];
beforeAll(async () => {
  const analyser = createAnalyser(await loadCorpus());
  danger = (text) => {
    const { folded, hits } = analyser.analyse(text);
    return judgeDanger(folded, hits);
  };
  cues = (text) => analyser.analyse(text).hits.map((hit) => hit.cue);
});

describe('live danger', () => {
  it.each([
    '电线掉地上了还在冒火花',
    '摸水龙头麻手',
    '变压器着火了快来人',
    '电表箱正在打火',
    '插座冒烟了',
    '有人触电了!!!',
    '高压线被大风刮断,掉在路上',
    '配电房进水了,水已经漫到配电柜',
    '電錶箱冒煙了',
    '洗澡的时候热水器漏电,被电了一下',
    '我老公被电打了,躺着不动',
    '电缆爆炸,火苗有一人高',
    '上次修过,今天又打火了',
  ])('sees it in %s', (text) => {
    expect(danger(text)).toBe('live');
  });
  it.each([
    '会不会漏电啊',
    '上次打火是去年的事了',
    '燃气灶打不着火',
    '打火机坏了',
    '没有冒烟,就是没电',
    '气得我七窍冒烟',
    '怎么预防触电',
    '万一漏电了谁负责',
    '担心老线路着火',
    '你们电话都打爆了',
    '停电了什么时候来电',
    '抖音上火了',
  ])('does not see it in %s', (text) => {
    expect(danger(text)).not.toBe('live');
  });
});

describe('danger to persons', () => {
  it.each([
    '我不想活了',
    '再不送电我就去你们公司门口点火',
    '来一个我打一个',
    '我拿刀去你们所里',
    '我从你们楼上跳下去',
    '把你们变压器砸了',
    '信不信我砍死你们',
    '大不了同归于尽',
  ])('sees it in %s', (text) => {
    expect(cues(text)).toContain('personal_danger');
  });
  it.each([
    '热死人了',
    '鱼都死了一池子',
    '电话打死都不接',
    '施工的把我家墙砸了',
    '孩子快热死了',
    '别再砍树了',
  ])('does not see it in %s', (text) => {
    expect(cues(text)).not.toContain('personal_danger');
  });
});

describe('flags', () => {
  it.each([
    ['再不处理我就打12345', 'threat_escalate'],
    ['咱们法庭见', 'threat_escalate'],
    ['我发抖音曝光你们', 'threat_escalate'],
    ['家里老人用呼吸机', 'vulnerable'],
    ['我怀孕八个月了', 'vulnerable'],
    ['我们整个小区都停了', 'group'],
    ['我们村几十户都这样', 'group'],
    ['一群废物', 'abuse'],
    ['谁把我电话泄露出去的', 'privacy'],
    ['报修三次了都没人来', 'repeat_contact'],
    ['上次投诉到现在没下文', 'repeat_contact'],
  ])('%s: %s', (text, flag) => {
    expect(cues(text)).toContain(flag);
  });
  it.each([
    ['12345的电话是多少', 'threat_escalate'],
    ['我今年七十了', 'vulnerable'],
    ['别人家都有电,就我家没有', 'group'],
    ['家里养猪的', 'abuse'],
    ['怎么投诉', 'repeat_contact'],
  ])('%s: not %s', (text, flag) => {
    expect(cues(text)).not.toContain(flag);
  });
});
