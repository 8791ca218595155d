import { defineConfig } from 'vitest/config';
import { CHATWORK_SHORTENED, TEST_NET } from './test/integration/global-setup.ts';

/** Tests that start nodes of their own, or none: they run beside those that share the sandbox. */
const OWN_NODES = [
  'agent*',
  'aws-stack',
  'dialplan*',
  'engines',
  'fax',
  'machine',
  'nat',
  'pulumi-locks',
  'secrecy',
  'stale-build',
  'states',
].map((name) => `test/integration/${name}.test.ts`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // vitest leaves a core idle by default; on two that would be half of them.
          maxWorkers: 2,
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'nodes',
          include: OWN_NODES,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: OWN_NODES,
          globalSetup: 'test/integration/global-setup.ts',
          // One sandbox on one machine: its tests take turns, and its network is not the one of a sandbox that somebody works with.
          fileParallelism: false,
          env: { DENWABAN_SANDBOX_NET: TEST_NET, DENWABAN_CHATWORK_SHORTENED: CHATWORK_SHORTENED },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
