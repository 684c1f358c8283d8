import { describe, expect, it } from '@jest/globals';
import { collectHomophones, mistype } from './mistype.js';

const SOUNDS: Readonly<Record<string, number>> = { 电: 1, 店: 1, 停: 2, 修: 3, 休: 3, 罕: 1 };
const sound = (unit: number): number => SOUNDS[String.fromCharCode(unit)] ?? 0;
const homophones = collectHomophones(['电店修休停', '电店修休停', '电店修休停罕'], sound);

describe('mistype', () => {
  it('replaces one character by another of the same sound', () => {
    expect(mistype('停电', homophones, sound, () => 0)).toBe('停店');
    expect(mistype('来修😭', homophones, sound, () => 0)).toBe('来休😭');
  });

  it('never takes a rare character for a common one', () => {
    expect(mistype('电', homophones, sound, () => 0.99)).toBe('店');
  });

  it('leaves a text alone in which nothing sounds like something else', () => {
    expect(mistype('停 123', homophones, sound, () => 0.5)).toBeNull();
  });
});
