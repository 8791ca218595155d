import { nodeCli } from '../../src/sandbox/cluster/node-cli.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { nodePlaces } from '../../src/sandbox/place.ts';
import { edgeRpc } from '../integration/edge-by-hand.ts';

/**
 * Who is not free, as each machine takes it: `node1 op3 In use`, `edge2 op3 busy`.
 * @param down a machine that cannot be asked
 */
export async function notFree(stack: SandboxStack, down?: string): Promise<string[]> {
  const { net } = stack.sandbox;
  const isUp = ({ name }: { name: string }): boolean => name !== down;
  const nodes = nodePlaces(stack)
    .filter(isUp)
    .map(async ({ name }) => inUse(await nodeCli(net, name, 'queue show')).map((who) => `${name} ${who}`));
  const edges = stack.edges
    .filter(isUp)
    .map(async (edge) => (await busy(net, edge)).map((who) => `${edge.name} ${who} busy`));
  return (await Promise.all([...nodes, ...edges])).flat();
}

/** Members that a queue does not ring since they are rung or talk, from `queue show`. */
function inUse(queueShow: string): string[] {
  return queueShow.split('\n').flatMap((line) => {
    const [, who, state] = /^ {6}(\S+) .*\((In use|Ringing|Busy|in call|On Hold)\)/i.exec(line) ?? [];
    return who ? [`${who} ${state}`] : [];
  });
}

async function busy(net: string, edge: { name: string; address: string }): Promise<string[]> {
  const rpc = await edgeRpc(net, edge);
  const table = (await rpc.call('htable.dump', 'busy')) as { slot: { name: string }[] }[];
  return table.flatMap(({ slot }) => slot.map((row) => row.name));
}
