import { sha256 } from '../../domain/canonical.ts';
import { holidays } from '../../domain/holidays.ts';
import type { PoolId } from '../../domain/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { Pool, Stack } from '../../model/stack.ts';
import { fill } from '../templates.ts';
import { type Dialplan, dialplan } from '../writers/dialplan.ts';
import { ANNOUNCEMENTS, BEYOND_SERVICE } from './announcements.ts';

/** AstDB keys of a tenant's object without which no call is put through. */
const NEEDED_KEYS = [
  dialplan.text`name`,
  dialplan.text`pool`,
  dialplan.text`card`,
  dialplan.text`weekdays`,
  dialplan.text`saturdays`,
  dialplan.text`holidays`,
];

const UNNAMED = '00000000';

/** The library dialplan and its version: the first eight digits of the SHA-256 of its text before it got that name. */
export function library(stack: Pick<Stack, 'pools' | 'ringSeconds' | 'waitSeconds'>): {
  version: string;
  content: string;
} {
  const known = holidays();
  const data = {
    keys: NEEDED_KEYS,
    ringSeconds: dialplan.integer(stack.ringSeconds),
    waitSeconds: stack.waitSeconds > 0 ? dialplan.integer(stack.waitSeconds) : undefined,
    overflows: stack.pools
      .toSorted((a, b) => byCodeUnit(a.id, b.id))
      .flatMap(({ id, overflow }) => (overflow ? [overflowOf(id, overflow)] : [])),
    announcements: ANNOUNCEMENTS.map(announcement),
    holidays: known.map(dialplan.day),
    lastHoliday: dialplan.day(known.at(-1) ?? ''),
  };
  const named = (version: string): string =>
    fill('asterisk/library.conf', { ...data, version: dialplan.version(version) });
  const version = sha256(named(UNNAMED)).slice(0, 8);
  return { version, content: named(version) };
}

function overflowOf(
  pool: PoolId,
  { to, afterSeconds }: NonNullable<Pool['overflow']>,
): Record<string, Dialplan> {
  return { pool: dialplan.id(pool), to: dialplan.id(to), afterSeconds: dialplan.integer(afterSeconds) };
}

function announcement(spoken: (typeof ANNOUNCEMENTS)[number]): Record<string, Dialplan | boolean> {
  const ends =
    'status' in spoken
      ? dialplan.text`PJSIPHangup(${dialplan.integer(spoken.status)})`
      : dialplan.text`Hangup(${dialplan.integer(spoken.cause)})`;
  return {
    name: dialplan.word(spoken.name),
    outcome: dialplan.word('outcome' in spoken ? spoken.outcome : spoken.name),
    sound: dialplan.word(spoken.sound),
    own: 'own' in spoken,
    beyond: 'own' in spoken && BEYOND_SERVICE.includes(spoken.own),
    ends,
  };
}
