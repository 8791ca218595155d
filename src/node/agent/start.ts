import type { MachineKind } from '../../domain/machine-kind.ts';
import type { Alarms } from '../../store/alarms.ts';
import { openStore } from '../../store/open.ts';
import { openSecrets } from '../../store/open-secrets.ts';
import { verifyingKey } from '../../store/signing.ts';
import type { Blobs } from '../../store/store.ts';
import { Facts } from '../desired/facts.ts';
import { keptSecret } from '../disk/kept-secret.ts';
import { OPERATORS_FILE, SALT } from '../disk/login-hashes.ts';
import { ObjectCache } from '../disk/objects.ts';
import { ReleaseCache } from '../disk/releases.ts';
import { type NodeSettings, nodeSettings } from '../settings.ts';
import { toldToEnd } from '../told-to-end.ts';
import { Agent } from './agent.ts';
import type { AlarmSource } from './alarm-watch.ts';
import type { Machine, Run } from './machine.ts';

/** What an agent of one kind of machine begins with. */
export interface Beginning<R extends Run> {
  /** By path below `live`: what the machine has of its own. */
  ownFiles: ReadonlyMap<string, string>;
  machine(live: string, facts: Facts, objects: ObjectCache): Machine<R>;
  /** What can raise an alarm on such a machine. */
  alarms?: readonly AlarmSource[];
  /** Called once with what tells the alarms that were found last. */
  measure?(alarms: () => Alarms): void;
}

/**
 * Runs the agent of a machine until it is told to end.
 * @param begin prepares the machine's own folder
 * @returns the exit code
 */
export async function startAgent<R extends Run>(
  own: MachineKind,
  begin: (settings: NodeSettings, blobs: Blobs) => Promise<Beginning<R>>,
): Promise<number> {
  const settings = nodeSettings(process.env);
  const { root } = settings;
  const blobs = openStore(settings.store, '/');
  const signal = toldToEnd();
  const { ownFiles, machine, measure, alarms = [] } = await begin(settings, blobs);
  const publicKey = await verifyingKey(settings.publicKey, `${root}/release.pub`);
  const salt = await keptSecret(`${root}/live/${OPERATORS_FILE}`, SALT);
  const facts = new Facts(settings, openSecrets(settings.secrets), ownFiles, salt);
  const objects = new ObjectCache(blobs, `${root}/objects`);
  const agent = new Agent({
    settings,
    blobs,
    own,
    releases: new ReleaseCache(blobs, `${root}/releases`, publicKey),
    facts,
    objects,
    machine: machine(`${root}/live`, facts, objects),
    alarms,
    log: (line) => process.stdout.write(`agent: ${line}\n`),
  });
  measure?.(() => agent.alarms);
  await agent.run(signal);
  return 0;
}
