import { nodeCli } from '../cluster/node-cli.ts';
import type { SandboxStack } from '../home.ts';
import { denwaban } from './cli.ts';
import { type DemoRow, row } from './row.ts';

/** What somebody in a hurry might do on a node: a number that nobody holds answers all at once. */
const BY_HAND = 'dialplan add extension 0350000997,1,Answer() into dw-numbers';

/** A change by hand on one node, found with its node and mended by a plain apply. */
export async function driftRows(project: string, stack: SandboxStack): Promise<DemoRow[]> {
  const node = stack.nodes[0]?.name ?? '';
  const drift = () => denwaban(project, ['drift', '--stack', stack.name]);
  const before = await drift();
  await nodeCli(stack.sandbox.net, node, BY_HAND);
  const found = await drift();
  const mended = await denwaban(project, ['apply', '--stack', stack.name, '--yes']);
  const after = await drift();
  const said = `${found.stdout}${found.stderr}`;
  const named = said.includes(node) && said.includes('0350000997');
  return [
    row({ en: 'drift after apply', ja: '適用後の drift' }, 'exit 0', `exit ${before.exitCode}`),
    row(
      { en: `drift after a change by hand on ${node}`, ja: `${node} での手作業の変更後の drift` },
      `exit 2, named`,
      `exit ${found.exitCode}, ${named ? 'named' : 'not named'}`,
    ),
    row({ en: 'a plain apply mends it', ja: '普通の apply で直る' }, 'exit 0', `exit ${mended.exitCode}`),
    row({ en: 'drift again', ja: 'もう一度 drift' }, 'exit 0', `exit ${after.exitCode}`),
  ];
}
