import type { AlarmCode, Alarms } from '../../store/alarms.ts';
import { lookAtSpool } from './spool.ts';
import { faxOverdue } from './stand.ts';

export const FAX_ALARM = 'fax-undelivered' satisfies AlarmCode;

/** How many faxes should have been reported by now and were not. Also tells where nothing reports them any more. */
export async function faxAlarms(spool: string, now = Date.now()): Promise<Alarms> {
  return { [FAX_ALARM]: (await lookAtSpool(spool)).filter((fax) => faxOverdue(fax, now)).length };
}
