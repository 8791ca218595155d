import { describe, expect, it } from 'vitest';
import { mailFee, reportFee } from '../../src/domain/fees.ts';

describe('monthly fees in yen', () => {
  it.each([
    [0, 0],
    [3, 0],
    [4, 220],
    [6, 660],
  ])('mail to %i at the same time: %i', (recipients, fee) => {
    expect(mailFee(recipients)).toBe(fee);
  });

  it('Chatwork: 550, whatever the number of people', () => {
    expect(reportFee('chatwork', 9)).toBe(550);
    expect(reportFee('mail', 5)).toBe(440);
  });
});
