import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { timed } from '../../src/apply/progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a step says how long it has gone on, and no more once it has ended', async () => {
  const step = { title: 'Applying' };
  const work = timed(step, () => new Promise((done) => setTimeout(done, 3_500)));
  expect(step.title).toBe('Applying');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(step.title).toBe('Applying (1 s)');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(step.title).toBe('Applying (3 s)');
  await vi.advanceTimersByTimeAsync(60_000);
  await work;
  expect(step.title).toBe('Applying (3 s)');
});
