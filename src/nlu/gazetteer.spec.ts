import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CORPUS_DIR } from './corpus.js';
import { loadGazetteer, readPlaces } from './gazetteer.js';

describe('gazetteer files', () => {
  it('reads names and their other names', () => {
    expect(readPlaces('a.yaml', 'kind: 小区\nplaces: [翠屏苑, { name: 和顺里, also: [和顺] }]')).toEqual([
      { name: '翠屏苑', also: [] },
      { name: '和顺里', also: ['和顺'] },
    ]);
  });
  it.each([
    ['kind: 什么\nplaces: []', 'a.yaml: kind'],
    ['kind: 小区\nplaces: [楼]', 'a.yaml: places.0'],
    ['kind: 小区\nplaces: [{ name: 和顺里, alias: [x] }]', 'a.yaml: places.0'],
    ['kind: [', 'a.yaml'],
  ])('refuses %j and names the field', (text, message) => {
    expect(() => readPlaces('a.yaml', text)).toThrow(message);
  });
  it('ships an example that is valid and not read', async () => {
    const text = await readFile(join(DEFAULT_CORPUS_DIR, 'gazetteer', '_example.yaml'), 'utf8');
    expect(readPlaces('_example.yaml', text).length).toBeGreaterThan(0);
    await expect(loadGazetteer(DEFAULT_CORPUS_DIR)).resolves.toEqual([]);
  });
  it('does without the folder', async () => {
    await expect(loadGazetteer(join(DEFAULT_CORPUS_DIR, 'nowhere'))).resolves.toEqual([]);
  });
});
