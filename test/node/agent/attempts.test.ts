import { expect, test } from 'vitest';
import type { Digest } from '../../../src/domain/ids.ts';
import { Attempts } from '../../../src/node/agent/attempts.ts';

const part = { name: 'numbers', release: 'a'.repeat(64) as Digest, generation: 1 };
const SECOND = 1_000;

test('what failed is tried again after half a minute, then less and less often, at least every five minutes', () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  const waits: number[] = [];
  for (let i = 0; i < 6; i++) {
    attempts.failed(part);
    const from = now;
    while (!attempts.again(part)) now += SECOND;
    waits.push((now - from) / SECOND);
  }
  expect(waits).toEqual([30, 60, 120, 240, 300, 300]);
  attempts.succeeded(part);
  attempts.failed(part);
  now += 30 * SECOND;
  expect(attempts.again(part)).toBe(true);
});

test('what was never said to be worth it is not tried again', () => {
  expect(new Attempts().again(part)).toBe(false);
});

test('a part under which Asterisk ends three times is given up; a new generation is another try', () => {
  const attempts = new Attempts();
  expect([1, 2, 3].map(() => attempts.ended([part]))).toEqual([false, false, true]);
  expect(attempts.endsAsterisk(part)).toBe(true);
  expect(attempts.endsAsterisk({ ...part, generation: 2 })).toBe(false);
});
