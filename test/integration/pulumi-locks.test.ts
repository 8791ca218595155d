import { mkdirSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bucketOf } from '../../src/domain/bucket.ts';
import type { ShardName } from '../../src/domain/ids.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { makeWorld, type World } from '../apply/world.ts';
import { sampleTenant } from '../plan/sample.ts';
import { onPulumi } from './on-pulumi.ts';

const yamada = sampleTenant('yamada', '0350000001');
const sato = sampleTenant('sato', '0350000002');
const renamed: Tenant = { ...yamada, company: { ...yamada.company, name: '別名' } };
/** Main stack and shard of the world's environment. */
const STACKS = ['test', 'test.main'];
/** Of no process: Linux counts to here. */
const GONE = 2 ** 22 + 1;
const TIMEOUT = { timeout: 120_000 };

let world: World;

onPulumi();
beforeEach(async () => {
  world = await makeWorld({ engine: 'pulumi' });
  // No node is silent here, whatever else the machine does.
  world.session.patience = { ...world.patience, silence: 30, limit: 60 };
  await world.apply([yamada]);
});
afterEach(() => world.end());

/** A file below Pulumi's backend. */
const kept = (...path: string[]) => join(fileURLToPath(world.session.pulumi.backend), '.pulumi', ...path);
const stateOf = (stack: string) => kept('stacks/denwaban', `${stack}.json`);
const locksOf = (stack: string) => kept('locks/organization/denwaban', stack);

/** Leaves a lock on a stack, as Pulumi's CLI takes one on this machine. */
function leaveLock(stack: string, pid: number) {
  mkdirSync(locksOf(stack), { recursive: true });
  const lock = { pid, username: 'test', hostname: hostname(), timestamp: new Date().toISOString() };
  writeFileSync(join(locksOf(stack), 'a-lock.json'), JSON.stringify(lock));
}

describe('a lock of Pulumi’s', () => {
  it('whose process has ended is cleared', TIMEOUT, async () => {
    for (const stack of STACKS) leaveLock(stack, GONE);
    expect((await world.apply([renamed])).tally).toMatchObject({ update: 2 });
  });

  it('that comes late, on a stack that was just about to be made, is cleared', TIMEOUT, async () => {
    const shards = world.stack.shards.map((shard, bucket) =>
      bucket === bucketOf(sato.id) ? ('second' as ShardName) : shard,
    );
    let left = false;
    const { tally } = await world.apply([yamada, sato], {
      stack: { ...world.stack, shards },
      onStep() {
        // Main stacks come first.
        if (!left) leaveLock('test.second', GONE);
        left = true;
      },
    });
    expect(tally.create).toBeGreaterThan(0);
  });

  it(
    'of a CLI that is just ending is waited for, and what it still writes is what the next apply begins with',
    TIMEOUT,
    async () => {
      const before = join(world.project, 'before.json');
      await copyFile(stateOf('test.main'), before);
      await world.apply([renamed]);
      const script = `sleep 5; cp "$1" "$2"; rm "$3"`;
      const lock = join(locksOf('test.main'), 'a-lock.json');
      const ending = execa('sh', ['-c', script, 'sh', before, stateOf('test.main'), lock]);
      leaveLock('test.main', ending.pid ?? 0);
      expect((await world.apply([renamed])).tally).toMatchObject({ update: 2, none: 2 });
      await ending;
    },
  );
});
