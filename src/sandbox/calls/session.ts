import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxStatus } from '../cluster/status.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { callPlaces } from '../place.ts';
import type { CallResult, PlacedCall } from './call.ts';
import { Phones } from './phones.ts';
import { placeCalls } from './place-calls.ts';

/** The operators' phones are on; calls can be placed. */
export interface CallSession {
  /** Places calls on every edge, without edges on every node, or on the one that is named. */
  place(calls: readonly PlacedCall[], machine?: string): Promise<CallResult[]>;
}

/**
 * Switches the operators' phones on, lets `work` place calls, and switches them off again, whatever happens.
 * @throws {Problem} sandbox-not-up, sipp-missing, phone-not-registered
 */
export async function withPhones<T>(
  stack: SandboxStack,
  home: SandboxHome,
  work: (session: CallSession) => Promise<T>,
): Promise<T> {
  const status = await sandboxStatus(stack, home);
  const passwords = new Map(status.operators.map(({ id, password }) => [id, password]));
  const places = callPlaces(stack);
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-calls-'));
  const phones = new Phones(stack, passwords, folder);
  try {
    await phones.on();
    return await work({
      place: (calls, machine) =>
        placeCalls(
          stack,
          phones,
          machine === undefined ? places : places.filter(({ name }) => name === machine),
          calls,
          folder,
        ),
    });
  } finally {
    // Logging off is for the nodes' sake; what went wrong before is what the caller has to know.
    await phones.off().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}
