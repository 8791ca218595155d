import { type AmiAddress, AmiConnection } from '../ami/connection.ts';
import type { Run } from './machine.ts';

/** A running Asterisk, with the connection to it. */
export interface AsteriskRun extends Run {
  ami: AmiConnection;
}

/** Connects to a running Asterisk that has loaded everything; undefined where there is none. */
export async function connectAsterisk(address: AmiAddress): Promise<AsteriskRun | undefined> {
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
