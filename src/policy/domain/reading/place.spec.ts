import { describe, expect, it } from '@jest/globals';
import { isAboutDevice, isPartOfPlace, joinPlaces, mergePlace, readPlace, widenPlace } from './place.js';

describe('places', () => {
  it.each([
    ['3号楼西边', true],
    ['2单元501', true],
    ['501室', true],
    ['八组', true],
    ['和平里5号', false],
    ['三里屯', false],
    ['云海苑', false],
  ])('%s is a part: %s', (place, part) => {
    expect(isPartOfPlace(place)).toBe(part);
  });

  it.each([
    [null, '和平里5号', false, '和平里5号'],
    ['云海苑', '7号楼202', false, '云海苑7号楼202'],
    ['云海苑7号楼', '202室', false, '云海苑7号楼202室'],
    ['云海苑7号楼202', '8号楼', false, '云海苑7号楼202'],
    ['云海苑7号楼202', '8号楼', true, '云海苑8号楼'],
    ['12栋', '金沙园', false, '金沙园12栋'],
    ['3号楼西边', '云海苑2号楼501', false, '云海苑2号楼501'],
    ['和平里5号', '建设路9号', false, '和平里5号'],
    ['和平里5号', '建设路9号', true, '建设路9号'],
    ['和平里', '和平里5号', false, '和平里5号'],
    ['和平里5号', '和平里', true, '和平里5号'],
    ['桥头', '南门街8号', false, '南门街8号'],
  ])('%s and then %s (correcting: %s) is %s', (known, fresh, replace, place) => {
    expect(mergePlace(known, fresh, replace)).toBe(place);
  });

  it('keeps what it knew where nothing came', () => {
    expect(mergePlace('和平里', undefined, true)).toBe('和平里');
    expect(joinPlaces([])).toBeUndefined();
  });

  it.each([
    ['我家在老砖窑后面', '老砖窑后面'],
    ['地址\uff1a青年路8号院', '青年路8号院'],
    ['就在桥头,旁边有棵树', '桥头'],
    ['刘家村口', '刘家村口'],
  ])('%s says %s', (text, place) => {
    expect(readPlace(text)).toBe(place);
  });

  it.each([
    '少劝我,这电话我打定了',
    '不知道',
    '你们营业厅自己查',
    '好几天了',
    '13800000001村',
    '昨天路上停电',
    '随便',
    '那帮我登记校表吧',
  ])('%s says no place', (text) => {
    expect(readPlace(text)).toBeUndefined();
  });

  it('takes in what stands beside an address', () => {
    expect(widenPlace('河口镇 小学后门', '河口镇')).toBe('河口镇 小学后门');
    expect(widenPlace('河口镇停电了', '河口镇')).toBe('河口镇');
  });

  it('knows a device from a home', () => {
    expect(isAboutDevice('是7号楼北头那台')).toBe(true);
    expect(isAboutDevice('我住3号楼')).toBe(false);
  });
});
