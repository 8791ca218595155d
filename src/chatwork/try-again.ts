import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { ChatworkProblem } from './problem.ts';

export interface RetryLimits {
  /** Longest wait in seconds for the limit of requests to be lifted, over all tries of one request. Default 310: one window of 5 minutes. */
  maxWait?: number;
  /** Told before each wait, in seconds: shown as progress. */
  onWait?: (seconds: number) => void;
}

/** Tries after the first. What the limit refused was not done, so that also posts are tried again; what got no answer may have been done. */
const RETRIES = 4;

/**
 * Does something again after the limit's wait, and, where it is `repeatable`, after no answer. For work of several requests of
 * `once`, whose later ones must not be older than the earlier ones: it is done again from its beginning.
 */
export async function tryAgain<T>(
  limits: RetryLimits,
  work: () => Promise<T>,
  { repeatable }: { repeatable: boolean },
): Promise<T> {
  let waited = 0;
  return await pRetry(work, {
    retries: RETRIES,
    minTimeout: 500,
    maxTimeout: 5_000,
    randomize: true,
    shouldRetry: async ({ error }) => {
      if (!(error instanceof ChatworkProblem) || !error.temporary) return false;
      if (error.code === 'chatwork-unreachable') return repeatable;
      const wait = error.retryAfter ?? 10;
      if (waited + wait > (limits.maxWait ?? 310)) return false;
      waited += wait;
      limits.onWait?.(wait);
      await sleep(wait * 1000);
      return true;
    },
  });
}
