import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { alarmLogLine } from '../../store/alarms.ts';
import { gatewayPlaces } from './settings.ts';

/** sysexits.h, as pipe(8) understands it. */
const TRY_LATER = 75;

/**
 * `node.mjs returned`, run by Postfix's pipe(8) with its own notice that a report has come back: counts it, and keeps nothing of what it
 * says. What is printed ends in Postfix's log.
 * @returns its exit code
 */
export async function runReturned(): Promise<number> {
  try {
    await buffer(process.stdin);
    await writeFile(join(gatewayPlaces(process.env).returned, `${Date.now()}-${randomUUID()}`), '');
    process.stdout.write(`${alarmLogLine('report-returned', 'a report has come back to its sender')}\n`);
    return 0;
  } catch (error) {
    process.stdout.write(`${(error as NodeJS.ErrnoException).code ?? 'it could not be counted'}\n`);
    return TRY_LATER;
  }
}
