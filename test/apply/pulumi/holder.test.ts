import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimForPulumi, refuseOtherEngine } from '../../../src/apply/engines/pulumi/holder.ts';
import { StateFile } from '../../../src/apply/engines/state.ts';
import type { Session } from '../../../src/apply/session.ts';
import type { Stack } from '../../../src/model/stack.ts';
import { stackHome } from '../../../src/store/home.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-holder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const session = (engine: Stack['engine']) =>
  ({ home: stackHome(folder, 'test'), stack: { name: 'test', engine } }) as Session;

it('a stack of the embedded engine is none for Pulumi, by hand or otherwise', async () => {
  await expect(refuseOtherEngine(session('embedded'))).rejects.toMatchObject({ code: 'engine-mismatch' });
});

it('what the embedded engine holds is refused, what it has given up or Pulumi holds is not', async () => {
  const { home } = session('pulumi');
  await expect(refuseOtherEngine(session('pulumi'))).resolves.toBeUndefined();
  const state = await StateFile.open(home.state, 'test');
  await state.set({ type: 'Tenant', name: 'a', id: 'a', inputs: {} as never, outputs: {} });
  await state.close('test');
  await expect(refuseOtherEngine(session('pulumi'))).rejects.toMatchObject({ code: 'engine-mismatch' });
  await rm(home.state);
  await claimForPulumi(session('pulumi'));
  await expect(refuseOtherEngine(session('pulumi'))).resolves.toBeUndefined();
});
