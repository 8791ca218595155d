import { defineConfig } from 'vitest/config';
import { CHATWORK_SHORTENED, TEST_NET } from './test/integration/global-setup.ts';

/** Tests that start nodes of their own, or none: they run beside those that share the sandbox. */
const OWN_NODES = [
  'agent*',
  'aws-stack',
  'dialplan*',
  'engines',
  'fax',
  'images',
  'machine',
  'nat',
  'pulumi-folders',
  'pulumi-locks',
  'secrecy',
  'stale-build',
  'states',
].map((name) => `test/integration/${name}.test.ts`);

/** Pages, in a real browser. */
const IN_BROWSER = ['test/browser/**/*.test.ts', 'test/pages/**/*.test.ts'];

/** Calls that have to be in time: they run with the machine to themselves, where seconds are those of a machine at work, not of a test run. */
const CALLS = [
  'asterisk-restart',
  'calls-in-progress',
  'drain',
  'edges',
  'failover',
  'lost-bye',
  'operator-pause',
  'service',
].map((name) => `test/integration/${name}.test.ts`);

/** One sandbox on one machine: its tests take turns, and its network is not the one of a sandbox that somebody works with. */
const ON_SANDBOX = {
  globalSetup: 'test/integration/global-setup.ts',
  setupFiles: 'test/integration/on-failure.ts',
  fileParallelism: false,
  env: { DENWABAN_SANDBOX_NET: TEST_NET, DENWABAN_CHATWORK_SHORTENED: CHATWORK_SHORTENED },
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // vitest leaves a core idle by default; on two that would be half of them.
          maxWorkers: 2,
          // Some start the command line several times, each of which takes seconds on a machine at work.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', ...IN_BROWSER],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          include: IN_BROWSER,
          globalSetup: 'test/browser/built.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'nodes',
          include: OWN_NODES,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...ON_SANDBOX,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: [...OWN_NODES, ...CALLS],
          sequence: { groupOrder: 3 },
        },
      },
      { test: { ...ON_SANDBOX, name: 'calls', include: CALLS, sequence: { groupOrder: 4 } } },
    ],
  },
});
