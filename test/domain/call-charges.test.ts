import { expect, it } from 'vitest';
import { callCharge, chargesOf } from '../../src/domain/call-charges.ts';

it('counts each three minutes that have begun, in whole yen', () => {
  const charge = { from: 9.35, to: 11.55 };
  expect(chargesOf(charge, 1, 3)).toEqual({ from: 10, to: 12 });
  expect(chargesOf(charge, 100, 3)).toEqual({ from: 935, to: 1155 });
  expect(chargesOf(charge, 100, 4)).toEqual({ from: 1870, to: 2310 });
});

it('knows no price that the company does not know', () => {
  expect(callCharge('ntt-com-050', '050')).toEqual({ from: 0, to: 0 });
  expect(callCharge('ntt-com-050', '03')).toBeUndefined();
  expect(callCharge('other', '03')).toBeUndefined();
  expect(callCharge('optical', '050')).toEqual({ from: 10, to: 12, about: true });
});
