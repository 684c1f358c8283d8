import { describe, expect, it } from '@jest/globals';
import { sniffImage, withoutExif } from './sniff-image.js';

const bytes = (...list: number[]) => Uint8Array.from(list);
const text = (value: string) => Uint8Array.from([...value].map((c) => c.charCodeAt(0)));

describe('sniffImage', () => {
  it('knows png, jpeg and webp by their bytes', () => {
    expect(sniffImage(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png');
    expect(sniffImage(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
    expect(sniffImage(text('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
  });

  it.each(['<html><script>alert(1)</script>', 'GIF89a/*', 'PK\u0003\u0004', '%PDF-1.7', ''])(
    'refuses %j',
    (value) => {
      expect(sniffImage(text(value))).toBeUndefined();
    },
  );
});

describe('withoutExif', () => {
  it('drops APP1 and keeps the rest byte for byte', () => {
    const app0 = [0xff, 0xe0, 0, 4, 1, 2];
    const exif = [0xff, 0xe1, 0, 5, 9, 9, 9];
    const scan = [0xff, 0xda, 7, 7, 7];
    expect([...withoutExif(bytes(0xff, 0xd8, ...app0, ...exif, ...scan))]).toEqual([
      0xff,
      0xd8,
      ...app0,
      ...scan,
    ]);
  });

  it('leaves what is no JPEG alone', () => {
    const odd = bytes(0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1);
    expect(withoutExif(odd)).toBe(odd);
  });
});
