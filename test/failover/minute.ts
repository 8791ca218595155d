import { setTimeout as sleep } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import type { Callers, Placed } from './callers.ts';
import { notFree } from './operators.ts';
import type { Phones } from './phones.ts';
import { type Ring, twice } from './rings.ts';

const A_SECOND = 5;
const SECONDS = 60;
/** More calls at once than there are phones: some wait. */
const RUSH = 35;
const RUSH_A_SECOND = 25;
const RUSH_AT_MS = 8_000;
const EVENT_AT_MS = 10_000;
const BACK_AT_MS = 30_000;
/** A call that starts so long after something has happened is answered, whatever it was. */
const GRACE_MS = 3_000;
const FREE_MS = 60_000;

/** What happens while people call, and how it is undone. */
export interface Event {
  happens(): Promise<unknown>;
  /** Ends when it is as it was. */
  ends?(): Promise<unknown>;
}

/** A call with what became of it at a phone. */
export interface Seen extends Placed {
  ring?: Ring;
  /** When it was placed: before the event, within {@link GRACE_MS} of it or of its end, or at any other time. */
  when: 'before' | 'meanwhile' | 'else';
}

export interface Minute {
  calls: Seen[];
  /** Times in milliseconds since 1970. */
  happened: number;
  ended: number;
  /** Calls that had rung nowhere yet when it happened. */
  waiting: number;
}

/**
 * A minute of calls, some of which wait when the event happens. Whatever the event: nobody is rung twice at once or during a call, and all
 * operators are free soon after the last call.
 */
export async function minuteOfCalls(
  stack: SandboxStack,
  { callers, phones, number }: { callers: Callers; phones: Phones; number: string },
  event: Event,
): Promise<Minute> {
  const placing = [
    callers.call({ number, calls: A_SECOND * SECONDS, aSecond: A_SECOND }),
    sleep(RUSH_AT_MS).then(() => callers.call({ number, calls: RUSH, aSecond: RUSH_A_SECOND })),
  ];
  await sleep(EVENT_AT_MS);
  const happened = Date.now();
  await event.happens();
  await sleep(Math.max(0, BACK_AT_MS - EVENT_AT_MS - (Date.now() - happened)));
  const ended = Date.now();
  await event.ends?.();
  const placed = (await Promise.all(placing)).flat();
  const over = Date.now();
  await vi.waitFor(async () => expect(await notFree(stack)).toEqual([]), {
    timeout: FREE_MS,
    interval: 1_000,
  });
  const rings = await phones.rings();
  expect(twice(rings), 'operators who were rung twice at once').toEqual([]);
  const minute = {
    happened,
    ended,
    calls: placed.map((call) => seen(call, rings, { happened, ended })),
    waiting: 0,
  };
  minute.waiting = minute.calls.filter(
    ({ at, ring, finalAt }) => at < happened && (ring?.from ?? finalAt) > happened,
  ).length;
  tell(minute, Date.now() - over);
  return minute;
}

/** Of these calls, those that no operator has answered. */
export function unanswered(calls: readonly Seen[]): Seen[] {
  return calls.filter(({ status, ring }) => status !== 200 || !ring);
}

function seen(
  call: Placed,
  rings: readonly Ring[],
  { happened, ended }: { happened: number; ended: number },
): Seen {
  const ring = rings.find(({ caller, answered }) => answered && caller === call.from);
  const within = (since: number): boolean => call.at >= since && call.at < since + GRACE_MS;
  const meanwhile = within(happened) || within(ended);
  return {
    ...call,
    ...(ring ? { ring } : {}),
    when: call.at < happened ? 'before' : meanwhile ? 'meanwhile' : 'else',
  };
}

function tell({ calls, waiting }: Minute, freeMs: number): void {
  const figures = (['before', 'meanwhile', 'else'] as const).map((when) => {
    const of = calls.filter((call) => call.when === when);
    const slowest = Math.max(...of.map(({ at, finalAt }) => finalAt - at));
    return `${when}: ${of.length - unanswered(of).length} of ${of.length}, slowest ${(slowest / 1000).toFixed(1)} s`;
  });
  console.log(
    `answered ${figures.join('; ')}; waiting then: ${waiting}; all free ${(freeMs / 1000).toFixed(0)} s after the last`,
  );
}
