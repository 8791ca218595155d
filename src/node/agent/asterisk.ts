import { setTimeout as sleep } from 'node:timers/promises';
import { type AmiAddress, AmiConnection } from '../ami/connection.ts';
import type { Run } from './machine.ts';

/** A running Asterisk, with the connection to it. */
export interface AsteriskRun extends Run {
  ami: AmiConnection;
}

const RETRY_MS = 200;

/** Connects to Asterisk once it has loaded everything; undefined where it does not come up in time. */
export async function connectAsterisk(
  address: AmiAddress,
  withinMs: number,
  signal?: AbortSignal,
): Promise<AsteriskRun | undefined> {
  const end = Date.now() + withinMs;
  for (;;) {
    const run = await tryConnect(address);
    if (run || Date.now() >= end || signal?.aborted) return run;
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}

async function tryConnect(address: AmiAddress): Promise<AsteriskRun | undefined> {
  let ami: AmiConnection | undefined;
  try {
    ami = await AmiConnection.open(address);
    // The manager interface answers before the dialplan is loaded.
    await ami.command('core waitfullybooted');
    const status = await ami.action({ Action: 'CoreStatus' });
    // Asterisk tells local time; agent and Asterisk share the container's zone.
    const started = Date.parse(`${status.get('CoreStartupDate')}T${status.get('CoreStartupTime')}`);
    const open = ami;
    return {
      ami: open,
      started,
      closed: open.closed,
      close: () => open.close(),
      ping: async () => {
        await open.action({ Action: 'Ping' });
      },
    };
  } catch {
    ami?.close();
    return undefined;
  }
}
