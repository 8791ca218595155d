import { openStore } from '../../store/open.ts';
import { openSecrets } from '../../store/open-secrets.ts';
import { verifyingKey } from '../../store/signing.ts';
import { Agent } from '../agent/agent.ts';
import { Facts } from '../desired/facts.ts';
import { ObjectCache } from '../disk/objects.ts';
import { ReleaseCache } from '../disk/releases.ts';
import { nodeSettings } from '../settings.ts';
import { Edge } from './edge.ts';
import { AGENT_FILE, agentFile, layAgentFile } from './own-file.ts';
import { Rpc } from './rpc.ts';

/** `node.mjs edge`: the agent of an edge; runs until it is told to end. @returns the exit code */
export async function runEdgeAgent(): Promise<number> {
  const settings = nodeSettings(process.env);
  const blobs = openStore(settings.store, '/');
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  const key = await layAgentFile(settings);
  const publicKey = await verifyingKey(settings.publicKey, `${settings.root}/release.pub`);
  const objects = new ObjectCache(blobs, `${settings.root}/objects`);
  const own = new Map([[AGENT_FILE, agentFile(settings, key)]]);
  const agent = new Agent({
    settings,
    blobs,
    own: 'edge',
    releases: new ReleaseCache(blobs, `${settings.root}/releases`, publicKey),
    facts: new Facts(settings, openSecrets(settings.secrets), own),
    objects,
    machine: new Edge(`${settings.root}/live`, new Rpc(settings.address, key), objects),
    log: (line) => process.stdout.write(`agent: ${line}\n`),
  });
  await agent.run(stop.signal);
  return 0;
}
