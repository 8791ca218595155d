import { setTimeout as sleep } from 'node:timers/promises';
import { type AmiAddress, AmiConnection } from '../ami/connection.ts';

/** A connection to a running Asterisk, and which run of it that is. */
export interface Run {
  ami: AmiConnection;
  /** Milliseconds since 1970, to the second: when this Asterisk started. */
  started: number;
}

const RETRY_MS = 200;

/** Connects to Asterisk once it has loaded everything; undefined where it does not come up in time. */
export async function connectAsterisk(address: AmiAddress, withinMs: number): Promise<Run | undefined> {
  const end = Date.now() + withinMs;
  for (;;) {
    const run = await tryConnect(address);
    if (run || Date.now() >= end) return run;
    await sleep(RETRY_MS);
  }
}

async function tryConnect(address: AmiAddress): Promise<Run | undefined> {
  let ami: AmiConnection | undefined;
  try {
    ami = await AmiConnection.open(address);
    // The manager interface answers before the dialplan is loaded.
    await ami.command('core waitfullybooted');
    const status = await ami.action({ Action: 'CoreStatus' });
    // Asterisk tells local time; agent and Asterisk share the container's zone.
    const started = Date.parse(`${status.get('CoreStartupDate')}T${status.get('CoreStartupTime')}`);
    return { ami, started };
  } catch {
    ami?.close();
    return undefined;
  }
}
