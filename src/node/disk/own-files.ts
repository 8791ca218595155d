import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { AmiAddress } from '../ami/connection.ts';
import type { NodeSettings } from '../settings.ts';
import { keptSecret } from './kept-secret.ts';
import { writePlaced } from './write.ts';

/** Where Asterisk's manager interface listens, on the node's own address. */
export const AMI_PORT = 5038;

const USER = 'denwaban-agent';
/** Paths below `live` that the agent writes by itself and no release may bring. */
export const OWN_FILES = ['asterisk/asterisk.conf', 'asterisk/manager.conf'] as const;
const TELL_MS = 10_000;

/**
 * Writes what is the node's own of Asterisk's configuration: its folders, and the manager interface with a random secret that
 * nobody else knows.
 */
export async function layOwnFiles(settings: NodeSettings): Promise<AmiAddress> {
  const live = `${settings.root}/live`;
  const manager = `${live}/asterisk/manager.conf`;
  const before = await readFile(manager, 'utf8').catch(() => '');
  const secret = await keptSecret(manager, /^secret=([0-9a-f]{48})$/m);
  const files = ownFiles(settings, secret);
  for (const [path, text] of files) await writePlaced(live, path, text);
  if (before !== '' && before !== files.get('asterisk/manager.conf')) await tellManager(live);
  return { host: settings.address, port: AMI_PORT, username: USER, secret };
}

/** The node's own files, by path below `live`. What lies there and runs is compared with them as with a release's. */
export function ownFiles(settings: NodeSettings, secret: string): Map<string, string> {
  const texts = {
    'asterisk/asterisk.conf': asteriskConf(settings, `${settings.root}/live`),
    'asterisk/manager.conf': managerConf(settings, secret),
  } satisfies Record<(typeof OWN_FILES)[number], string>;
  return new Map(Object.entries(texts));
}

/** A hand was in the file while no agent ran: Asterisk may run with it, and then the agent could not log in. Root may tell it so. */
async function tellManager(live: string): Promise<void> {
  const args = ['-C', `${live}/asterisk/asterisk.conf`, '-rx', 'manager reload'];
  await execa('asterisk', args, { reject: false, timeout: TELL_MS, stdin: 'ignore' });
}

/** Whoever asks from another address than the node's own is refused before any secret is looked at. */
function managerConf({ address }: NodeSettings, secret: string): string {
  return `; The agent's way in. Written by the agent.
[general]
enabled=yes
bindaddr=${address}
port=${AMI_PORT}
displayconnects=no
timestampevents=no

[${USER}]
secret=${secret}
deny=0.0.0.0/0.0.0.0
permit=127.0.0.1/255.255.255.255
permit=${address}/255.255.255.255
read=none
write=system,call,command,config,agent,reporting
writetimeout=10000
`;
}

function asteriskConf({ node }: NodeSettings, live: string): string {
  return `; Written by the agent.
[directories]
astetcdir => ${live}/asterisk
astvarlibdir => /var/lib/asterisk
astdbdir => /var/lib/asterisk
astkeydir => /var/lib/asterisk
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /var/spool/asterisk
astrundir => /run/asterisk
astlogdir => /var/log/asterisk
astsbindir => /usr/sbin

[options]
systemname=${node}
nocolor=yes
hideconnect=yes
verbose=0
debug=0
execincludes=no
live_dangerously=no
documentation_language=en_US
`;
}
