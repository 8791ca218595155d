import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPulumiStack } from '../../src/apply/engines/pulumi/workspace.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { makeWorld, type World } from '../apply/world.ts';
import { sampleTenant } from '../plan/sample.ts';
import { onPulumi } from './on-pulumi.ts';

const yamada = sampleTenant('yamada', '0350000001');
const renamed: Tenant = { ...yamada, company: { ...yamada.company, name: '別名' } };
const TIMEOUT = { timeout: 120_000 };

let world: World;

onPulumi();
beforeEach(async () => {
  world = await makeWorld({ engine: 'pulumi' });
});
afterEach(() => world.end());

describe('where Pulumi works', () => {
  it(
    'a stack’s project file is not written again while another stack is opened, whose CLI may be reading it',
    TIMEOUT,
    async () => {
      await mkdir(fileURLToPath(world.session.pulumi.backend), { recursive: true });
      const workspace = { folder: join(world.project, 'work'), ...world.session.pulumi, providerPort: 1 };
      const open = (stack: string) => openPulumiStack(workspace, stack, false, async () => {});
      const projectFile = join((await open('test')).workspace.workDir, 'Pulumi.yaml');
      const before = await stat(projectFile, { bigint: true });
      await open('test.main');
      expect((await stat(projectFile, { bigint: true })).mtimeNs).toBe(before.mtimeNs);
    },
  );

  it('nothing is kept that the next apply needs: it may run on another machine', TIMEOUT, async () => {
    await world.apply([yamada]);
    await rm(join(world.session.home.folder, 'pulumi-work'), { recursive: true });
    expect((await world.apply([renamed])).tally).toMatchObject({ update: 2, none: 2 });
  });
});
