import { expect, it } from 'vitest';
import { shardOfStack } from '../../../src/apply/engines/pulumi/split.ts';

it.each([
  ['staging', ''],
  ['staging.main', 'main'],
  ['staging-2', undefined],
  ['prod.main', undefined],
  // Else an apply would take the whole cluster for a shard that is no longer in the table, and destroy it.
  ['staging.cloud', undefined],
  ['staging.bootstrap', undefined],
] as const)('the Pulumi stack %s is of shard %j of staging', (stack, shard) => {
  expect(shardOfStack('staging', stack)).toBe(shard);
});
