import { describe, expect, test } from 'vitest';
import { parseCallName } from '../../../src/node/calls/name.ts';

const CALL = '0b0c7c1e-0000-4000-8000-000000000001';

describe('the name', () => {
  test('says tenant, number and call', () => {
    expect(parseCallName(`minato-dental_0350000011_${CALL}`)).toEqual({
      tenant: 'minato-dental',
      number: '0350000011',
      call: CALL,
    });
  });

  test.each([
    '',
    'x',
    `_0350000011_${CALL}`,
    `minato_0661234567_${CALL}`,
    `../minato_0350000011_${CALL}`,
    'minato_0350000011_1',
  ])('%j is none', (stem) => {
    expect(parseCallName(stem)).toBeUndefined();
  });
});
