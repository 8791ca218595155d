import { Problem } from '../../domain/problem.ts';
import { DRAINED_FILE } from '../../node/agent/drain.ts';
import { openFolder } from '../../store/folder.ts';
import { readStatus } from '../../store/status.ts';
import { docker } from '../docker.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { containerName } from './container.ts';
import { nodeCli } from './node-cli.ts';
import { waitUntil } from './wait.ts';

const ROOT = '/var/lib/denwaban';

/**
 * Tells a node to take no new calls, or to take them again, and waits until it does so.
 * @returns how many calls it still has. Problem `bad-node`, `container-stopped`, `service-silent`
 */
export async function drainNode(
  stack: SandboxStack,
  home: SandboxHome,
  { node, drained }: { node: string; drained: boolean },
): Promise<number> {
  const name = stack.nodes.find((one) => one.name === node)?.name;
  if (!name) {
    const names = stack.nodes.map((one) => one.name).join(', ');
    throw new Problem(
      'bad-node',
      {
        en: `${stack.name} has no node ${JSON.stringify(node)}`,
        ja: `${stack.name} にノード ${JSON.stringify(node)} はありません`,
      },
      { en: `Name one of: ${names}.`, ja: `${names} のどれかを指定してください` },
    );
  }
  const inside = ['exec', containerName(stack.sandbox.net, name)];
  const file = `${ROOT}/${DRAINED_FILE}`;
  await docker([...inside, ...(drained ? ['touch', file] : ['rm', '-f', file])]);
  const store = openFolder(home.store);
  await waitUntil(
    stack,
    name,
    async () => (await readStatus(store, name))?.drained === (drained || undefined),
  );
  const shown = await nodeCli(stack.sandbox.net, name, 'core show channels count');
  return Number(/^(\d+) active call/m.exec(shown)?.[1] ?? 0);
}
