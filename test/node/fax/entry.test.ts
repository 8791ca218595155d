import { describe, expect, test } from 'vitest';
import { parseFaxBegin, parseFaxEnd } from '../../../src/node/fax/entry.ts';

describe('what was known before the answer', () => {
  test.each([
    [
      '1803862800|0312345678|株式会社山田商事',
      { at: 1803862800, caller: '0312345678', company: '株式会社山田商事' },
    ],
    ['1803862800||A|B|C', { at: 1803862800, company: 'A|B|C' }],
    [
      '1803862800|+81312345678|x\u0000\u202ey\nz',
      { at: 1803862800, caller: '+81312345678', company: 'x y z' },
    ],
  ])('%j', (text, begin) => {
    expect(parseFaxBegin(text)).toEqual(begin);
  });

  test.each(['', '1803862800', '1803862800|0312345678', '|0312345678|x', '1|<b>|x'])(
    '%j is not whole',
    (text) => {
      expect(parseFaxBegin(text)).toBeUndefined();
    },
  );
});

describe('what came of it', () => {
  test.each([
    ['SUCCESS|2|OK|03 1234 5678|', { success: true, pages: 2, error: 'OK', station: '03 1234 5678' }],
    ['FAILED|0|HANGUP||', { success: false, pages: 0, error: 'HANGUP' }],
    ['||||', { success: false, pages: 0 }],
  ])('%j', (text, end) => {
    expect(parseFaxEnd(text)).toEqual(end);
  });

  test.each(['', 'SUCCESS', 'SUCCESS|2|OK|03', 'SUCCESS|2|OK|03|x'])('%j is just being written', (text) => {
    expect(parseFaxEnd(text)).toBeUndefined();
  });
});
