import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Desk, Leg } from './desk.ts';
import type { LongCall } from './line.ts';

/** Several packets of sound go each way in this time. */
const LISTEN_MS = 1_500;

/** A caller's call as it stands at the phone that took it; each caller has a number of its own. */
export function legOf(desks: readonly Desk[], from: string): Leg | undefined {
  return desks
    .flatMap(({ legs }) => legs)
    .findLast(({ caller, state }) => caller === from && state !== 'over');
}

/** Caller and operator hear each other through the node, in each of these calls, and none was ended but by its caller. */
export async function expectTalking(desks: readonly Desk[], calls: readonly LongCall[]): Promise<void> {
  const heard = () =>
    calls.map(({ from, heard }) => ({ caller: heard, operator: legOf(desks, from)?.heard ?? 0 }));
  const before = heard();
  await sleep(LISTEN_MS);
  for (const [i, now] of heard().entries()) {
    expect(now.caller, 'heard by the caller').toBeGreaterThan(before[i]?.caller ?? 0);
    expect(now.operator, 'heard by the operator').toBeGreaterThan(before[i]?.operator ?? 0);
  }
  expect(calls.filter(({ cut }) => cut)).toEqual([]);
}

/** Callers hang up, and the node says yes: their calls were alive. */
export async function expectHungUp(calls: readonly LongCall[]): Promise<void> {
  expect(await Promise.all(calls.map((call) => call.hangUp()))).toEqual(calls.map(() => 200));
}
