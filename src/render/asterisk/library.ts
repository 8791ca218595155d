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

/** By which way a call came: dialled, forwarded, or forwarded by another line than the one of the tenant's file. */
const LEGS = [
  { name: dialplan.word('direct'), forwarded: false, other: false },
  { name: dialplan.word('forwarded'), forwarded: true, other: false },
  { name: dialplan.word('other'), forwarded: true, other: true },
];

/** Are they all there? */
const COMPLETE = NEEDED_KEYS.map((key) => dialplan.text`\${DB_EXISTS(denwaban/\${DW_OBJECT}/${key})}`).reduce(
  (all, one) => dialplan.text`${all} & ${one}`,
);

/** The moment in seconds, by the node's own clock. */
export const NOW = dialplan.text`$[\${EPOCH} + \${IF($["\${GLOBAL(DW_CLOCK)}" = ""]?0:\${GLOBAL(DW_CLOCK)})}]`;

/** Is it the first of DW_ROW that has the number at DW_AT? */
const HELD = dialplan.text`\${DW_AT:0:8} >= 0\${CUT(DW_ROW,:,4)} & \${DW_AT:0:8} <= 0\${CUT(DW_ROW,:,5)}`;

/** Which hours of the tenant's are the day's of DW_AT. */
const DAY = dialplan.text`\${IF($[\${DW_AT:12} = 0 | \${DIALPLAN_EXISTS(\${DW_LIB}-holidays,\${DW_AT:0:8},1)}]?holidays:\${IF($[\${DW_AT:12} = 6]?saturdays:weekdays)})}`;

/** Where it rings: who forwarded is known of Diversion, or is looked for in History-Info first. */
const RING = dialplan.text`ring,s,\${IF($["\${DW_FORWARDED}" = ""]?1:known)}`;

/** Writes down what became of a call that has ended. */
const ENDED = dialplan.text`Set(FILE(@@LIVE@@/../spool/calls/\${EPOCH:0:7},,,al,u)=\${DW_LAST}|\${DW_NUMBER}|\${IF($["\${DW_CALL}" = ""]?\${UUID()}:\${DW_CALL})}|\${EPOCH}|ended|\${IF($["\${DW_OUTCOME}" = ""]?refused:\${DW_OUTCOME})}|\${IF($["\${DW_LEG}" = "other"]?other:\${IF($["\${DW_VIA}" != "" & "\${DW_VIA}" = "\${DW_LINE}"]?own:)})}|\${FILTER(0-9,\${FAXPAGES})})`;

const UNNAMED = '00000000';

/** The library dialplan and its version: the first eight digits of the SHA-256 of its text before it got that name. */
export function library(stack: Pick<Stack, 'pools' | 'ringSeconds' | 'waitSeconds'>): {
  version: string;
  content: string;
} {
  const known = holidays();
  const data = {
    now: NOW,
    held: HELD,
    day: DAY,
    ring: RING,
    ended: ENDED,
    legs: LEGS,
    complete: COMPLETE,
    taken: dialplan.text`${COMPLETE} & \${DB_EXISTS(denwaban/\${DW_OBJECT}/block-${plain(dialplan.text`DW_CALLER`)})} = 0`,
    plainForwarded: plain(dialplan.text`DW_FORWARDED`),
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

/**
 * A number as two of them are compared: of Japan from its 0 on, of another country its code and digits. 010 is dialled before those. One
 * expression, since as steps of a routine it cost more than all of the rest that is done with callers.
 *
 * @param variable holds digits and plus signs alone
 */
function plain(variable: Dialplan): Dialplan {
  const dialled = dialplan.text`\${IF($["\${${variable}:0:3}" = "010"]?\${${variable}:3}:\${${variable}})}`;
  const digits = dialplan.text`FILTER(0-9,${dialled})`;
  return dialplan.text`\${IF($["\${${digits}:0:2}" = "81"]?0\${${digits}:2}:\${${digits}})}`;
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
