import { describe, expect, it } from '@jest/globals';
import { parseMarked } from './marked-line.js';

describe('parseMarked', () => {
  it('takes the marks out and tells where they were', () => {
    expect(parseMarked('好的,⟦自己查⟧。⟦RUDE_IMPATIENT|烦不烦⟧', 'DISMISS_SELF_SERVE')).toEqual({
      text: '好的,自己查。烦不烦',
      marks: [
        { start: 3, end: 6, class: 'DISMISS_SELF_SERVE' },
        { start: 7, end: 10, class: 'RUDE_IMPATIENT' },
      ],
    });
  });

  it.each(['好的⟦自己查', '好的⟧', '⟦⟦好⟧'])('refuses brackets that do not pair up: %s', (line) => {
    expect(parseMarked(line, 'X')).toBeNull();
  });

  it('refuses a mark without a class where none is given', () => {
    expect(parseMarked('⟦好⟧', null)).toBeNull();
  });
});
