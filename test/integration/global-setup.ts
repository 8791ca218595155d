import { sandboxDown } from '../../src/sandbox/cluster/down.ts';
import { sandboxUp } from '../../src/sandbox/cluster/up.ts';
import { testSandbox } from './sandbox.ts';

/** The network of the tests' sandbox: not the one of a sandbox that somebody works with. Another one, where two checkouts are tested at once. */
export const TEST_NET = process.env.DENWABAN_TEST_NET ?? '127.0.20';

/** Nothing waits for Chatwork's limits, of which other tests are: these apply more often in five minutes than anybody does. */
export const CHATWORK_SHORTENED = '20';

/** Starts a fresh sandbox for all integration tests. */
export async function setup(): Promise<void> {
  process.env.DENWABAN_SANDBOX_NET = TEST_NET;
  process.env.DENWABAN_CHATWORK_SHORTENED = CHATWORK_SHORTENED;
  const { stack, home } = await testSandbox();
  // What a run that was broken off has left.
  await sandboxDown(stack, home);
  await sandboxUp(stack, home);
}

export async function teardown(): Promise<void> {
  const { stack, home } = await testSandbox();
  await sandboxDown(stack, home);
}
