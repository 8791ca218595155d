import { rm } from 'node:fs/promises';
import { layOwnFiles, ownFiles } from '../disk/own-files.ts';
import { folderFor } from '../disk/write.ts';
import { faxAlarms } from '../fax/alarm.ts';
import { undeliveredAlarms } from '../live/undelivered.ts';
import { startAgent } from './start.ts';
import { Switch } from './switch.ts';

/** `node.mjs agent`: the agent of a node; runs until it is told to end. @returns the exit code */
export function runAgent(): Promise<number> {
  return startAgent('node', async (settings) => {
    // What an agent that was killed left half compiled: customers' addresses among it.
    await rm(`${settings.root}/live/aside`, { recursive: true, force: true });
    await folderFor(`${settings.root}/spool/fax`, 'fax');
    await folderFor(`${settings.root}/spool/rooms`, 'denwaban');
    await folderFor(`${settings.root}/spool/captured`, 'denwaban');
    await folderFor(`${settings.root}/spool/returned`, 'denwaban');
    const asterisk = await layOwnFiles(settings);
    return {
      ownFiles: ownFiles(settings, asterisk.secret),
      machine: (live, facts, objects) => new Switch(live, asterisk, facts, objects),
      alarms: [
        () => faxAlarms(`${settings.root}/spool/fax`),
        () => undeliveredAlarms(settings.root, settings.late, Date.now()),
      ],
    };
  });
}
