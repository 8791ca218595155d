import { mkdir } from 'node:fs/promises';
import { secretRefs } from '../../model/stack.ts';
import { makeHome } from '../../store/home.ts';
import { ensureSecrets } from '../../store/secrets.ts';
import { openSigning } from '../../store/signing.ts';
import { ensureClock } from '../clock.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';

/** Makes what a sandbox has before anything runs: folders, a signing key, random passwords, the clock. What is there stays. */
export async function prepareHome(stack: SandboxStack, home: SandboxHome): Promise<void> {
  await makeHome(home);
  await mkdir(home.store, { recursive: true });
  await mkdir(home.mail, { recursive: true });
  await openSigning(home);
  await ensureSecrets(home.secrets, secretRefs(stack));
  await ensureClock(home.clock, stack.sandbox.clock);
}
