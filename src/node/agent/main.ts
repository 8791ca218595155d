import { rm } from 'node:fs/promises';
import { openStore } from '../../store/open.ts';
import { openSecrets } from '../../store/open-secrets.ts';
import { verifyingKey } from '../../store/signing.ts';
import { Facts } from '../desired/facts.ts';
import { ObjectCache } from '../disk/objects.ts';
import { layOwnFiles, ownFiles } from '../disk/own-files.ts';
import { ReleaseCache } from '../disk/releases.ts';
import { folderFor } from '../disk/write.ts';
import { nodeSettings } from '../settings.ts';
import { Agent } from './agent.ts';
import { Switch } from './switch.ts';

/** `node.mjs agent`: runs until it is told to end. @returns the exit code */
export async function runAgent(): Promise<number> {
  const settings = nodeSettings(process.env);
  const blobs = openStore(settings.store, '/');
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  // What an agent that was killed left half compiled: customers' addresses among it.
  await rm(`${settings.root}/live/aside`, { recursive: true, force: true });
  await folderFor(`${settings.root}/spool/fax`, 'asterisk');
  await folderFor(`${settings.root}/spool/rooms`, 'denwaban');
  await folderFor(`${settings.root}/spool/captured`, 'denwaban');
  const asterisk = await layOwnFiles(settings);
  const publicKey = await verifyingKey(settings.publicKey, `${settings.root}/release.pub`);
  const facts = new Facts(settings, openSecrets(settings.secrets), ownFiles(settings, asterisk.secret));
  const objects = new ObjectCache(blobs, `${settings.root}/objects`);
  const agent = new Agent({
    settings,
    blobs,
    own: 'node',
    releases: new ReleaseCache(blobs, `${settings.root}/releases`, publicKey),
    facts,
    objects,
    machine: new Switch(`${settings.root}/live`, asterisk, facts, objects),
    log: (line) => process.stdout.write(`agent: ${line}\n`),
  });
  await agent.run(stop.signal);
  return 0;
}
