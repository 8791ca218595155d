import { stat } from 'node:fs/promises';

/** Written anew by each Asterisk when it starts. */
const PID_FILE = '/run/asterisk/asterisk.pid';

/** When the running Asterisk started, in milliseconds since 1970 by the machine's clock; undefined where that is not known. */
export async function asteriskStarted(): Promise<number | undefined> {
  return (await stat(PID_FILE).catch(() => undefined))?.mtimeMs;
}
