import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStack } from '../../src/project/project.ts';
import { prepareHome } from '../../src/sandbox/cluster/prepare.ts';
import { requireSandbox, sandboxHome } from '../../src/sandbox/home.ts';
import { chatworkStandIn } from '../../src/sandbox/services/chatwork/server.ts';
import { openStore } from '../../src/store/open.ts';
import { fileSecrets } from '../../src/store/secrets.ts';
import { writeTenants } from '../project.ts';
import { WillingNode } from './node.ts';

/** The stack of the benchmark. */
export const STACK = 'many';
const BUCKETS = 256;

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A project in a folder of its own, run by Pulumi: tenants, a table of shards, two nodes that take everything, Chatwork without its limits. */
export async function makeWorld(tenants: number, shards: number) {
  const project = await mkdtemp(join(tmpdir(), 'denwaban-bench-'));
  await writeTenants(project, tenants);
  await writeStack(project, shards, 'http://127.0.0.1:1');
  const stack = requireSandbox(await loadStack(STACK, join(project, 'stacks')));
  const home = sandboxHome(project, stack);
  await prepareHome(stack, home);
  const token = await fileSecrets(home.secrets)(stack.chatwork.token);
  const chatwork = await chatworkStandIn({ token, account: stack.chatwork.account });
  await chatwork.listen({ host: '127.0.0.1', port: 0 });
  await writeStack(
    project,
    shards,
    `http://127.0.0.1:${(chatwork.server.address() as { port: number }).port}`,
  );
  const unlimited = setInterval(() => {
    void chatwork.inject({ method: 'POST', url: '/_sandbox/limits/reset' });
  }, 50);
  const store = openStore(stack.store, project);
  const nodes = [...stack.nodes, ...stack.edges].map(({ name }) => new WillingNode(name, store));
  return {
    project,
    nodes,
    async end() {
      for (const node of nodes) node.stop();
      clearInterval(unlimited);
      await chatwork.close();
      await rm(project, { recursive: true, force: true });
    },
  };
}

/** The sandbox's stack with another table of shards. */
async function writeStack(project: string, shards: number, chatwork: string): Promise<void> {
  const sample = new URL('../../stacks/Pulumi.local-pulumi.yaml', import.meta.url);
  const table = Array.from({ length: shards }, (_, i) => {
    const first = Math.floor((i * BUCKETS) / shards);
    const last = Math.floor(((i + 1) * BUCKETS) / shards) - 1;
    return `s${String(i).padStart(3, '0')}: [${first}, ${last}]`;
  });
  const text = (await readFile(sample, 'utf8'))
    .replace(/home: local/, `home: ${STACK}`)
    .replace(/api: .*/, `api: ${chatwork}/v2`)
    .replace(/denwaban:shards: .*/, `denwaban:shards: { ${table.join(', ')} }`)
    .replace(/^encryptionsalt.*\n/m, '');
  await mkdir(join(project, 'stacks'), { recursive: true });
  await writeFile(join(project, 'stacks', `Pulumi.${STACK}.yaml`), text);
}
