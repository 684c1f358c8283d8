import { describe, expect, it } from '@jest/globals';
import { findSpans, toEntities } from './extract.js';
import { Gazetteer } from './gazetteer.js';

const gazetteer = new Gazetteer(
  [
    { name: '钟楼北', also: [] },
    { name: '桃溪', also: ['老桃溪'] },
    { name: '桃溪湾', also: [] },
    { name: 'ABC创谷', also: ['创谷'] },
  ],
  (text) => text.toLowerCase(),
);
const places = (text: string): [string, string][] =>
  toEntities(findSpans(text.toLowerCase(), gazetteer), text)
    .filter((entity) => entity.type === 'address')
    .map((entity) => [entity.text, entity.value]);

describe('gazetteer', () => {
  it('finds places no grammar would', () => {
    expect(places('钟楼北今晚停不停')).toEqual([['钟楼北', '钟楼北']]);
  });
  it('takes the longest and keeps the name it is listed under', () => {
    expect(places('桃溪湾没电')).toEqual([['桃溪湾', '桃溪湾']]);
    expect(places('老桃溪没电')).toEqual([['老桃溪', '桃溪']]);
  });
  it('joins house numbers and what lies beside', () => {
    expect(places('创谷3号楼201跳闸')).toEqual([['创谷3号楼201', 'ABC创谷3号楼201']]);
    expect(places('桃溪对面冒烟')).toEqual([['桃溪对面', '桃溪对面']]);
  });
  it('leaves numbers of other kinds alone', () => {
    expect(places('户号3201234567')).toEqual([]);
  });
});
