import { lookAtSpool } from './spool.ts';
import { faxOverdue } from './stand.ts';

/** Stands in the log after `ALARM`, and in the node's status. */
export const FAX_ALARM = 'fax-undelivered';

/** For the node's status: how many faxes should have been reported by now and were not. Also tells where nothing reports them any more. */
export async function faxAlarms(spool: string, now = Date.now()): Promise<Record<string, number>> {
  const overdue = (await lookAtSpool(spool)).filter((fax) => faxOverdue(fax, now)).length;
  return overdue === 0 ? {} : { [FAX_ALARM]: overdue };
}
