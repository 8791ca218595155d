import type { SpooledFax } from './spool.ts';

/** Without a page for so long no fax goes on: T.30 gives up after a minute without the other side, and the slowest page takes less. */
const QUIET_MS = 30 * 60_000;
/** A fax that is over is with Postfix in seconds. One that is not by then needs a person. */
const OVERDUE_MS = 10 * 60_000;

/** `receiving`: its call goes on. `over`: to be reported. `never-answered`: the node could not write down whose it is, and another one was called. */
export type FaxStand = 'receiving' | 'over' | 'never-answered';

/**
 * How far a fax is.
 * @param asterisk when the running Asterisk started, in milliseconds: what began before and has no end broke off with the one before
 */
export function faxStand(
  fax: Pick<SpooledFax, 'begin' | 'tiff' | 'end' | 'began' | 'changed'>,
  { now, asterisk }: { now: number; asterisk: number | undefined },
): FaxStand {
  const brokeOff = (asterisk !== undefined && fax.began < asterisk) || now - fax.changed > QUIET_MS;
  if (!fax.end && !brokeOff) return 'receiving';
  return fax.begin || fax.tiff ? 'over' : 'never-answered';
}

/** Whether somebody has to look after it. */
export function faxOverdue({ end, changed }: Pick<SpooledFax, 'end' | 'changed'>, now: number): boolean {
  return now - changed > (end ? OVERDUE_MS : QUIET_MS + OVERDUE_MS);
}
