import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadStack } from '../../src/project/project.ts';
import { console as asterisk } from './node-by-hand.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';
import { PROJECT, run, testSandbox } from './sandbox.ts';

const SHARD = 'stacks/Pulumi.local-pulumi.main.yaml';

onPulumi();

/** The shell commands of the runbook's section on plain Pulumi, in its order. */
let commands: string[];
/** Where the runbook puts the state of a sandbox that nobody has moved to another network. */
let home: string;

beforeAll(async () => {
  if (!pulumiIsHere) return;
  const runbook = await readFile(join(PROJECT, 'docs/runbook.md'), 'utf8');
  const block = /## Pulumi by hand[\s\S]*?```sh\n([\s\S]*?)```/.exec(runbook)?.[1] ?? '';
  commands = block.split('\n').filter((line) => line !== '');
  ({ home } = await loadStack('local-pulumi', join(PROJECT, 'stacks')));
  // What the tests before have left there: one engine holds the sandbox.
  await run('destroy', '--stack', 'local', '--yes');
}, 240_000);

afterAll(async () => {
  if (!pulumiIsHere) return;
  // Empties the backend too, so that either engine may begin anew.
  const { exitCode, stderr } = await run('destroy', '--stack', 'local-pulumi', '--yes');
  await rm(join(PROJECT, SHARD), { force: true });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
}, 240_000);

/** Runs the runbook's commands that begin so, as they stand there. */
async function byHand(beginning: string) {
  const [exports = ''] = commands;
  const chosen = commands.filter((command) => command.startsWith(`pulumi ${beginning}`));
  expect(chosen.length, beginning).toBeGreaterThan(0);
  const ended = [];
  for (const command of chosen) {
    const script = [exports, command].join('\n').replaceAll('.denwaban/local/', `.denwaban/${home}/`);
    const { exitCode, all } = await execa('bash', ['-euc', script], {
      cwd: PROJECT,
      env: { PULUMI_SKIP_UPDATE_CHECK: 'true' },
      stdin: 'ignore',
      all: true,
      reject: false,
    });
    ended.push({ command, exitCode, printed: all });
  }
  return ended;
}

async function succeeds(beginning: string): Promise<string> {
  const ended = await byHand(beginning);
  for (const { command, exitCode, printed } of ended) expect(exitCode, `${command}\n${printed}`).toBe(0);
  return ended.map(({ printed }) => printed).join('\n');
}

describe('Pulumi’s own commands, as the runbook writes them', { timeout: 600_000 }, () => {
  it('make the stack, find it as it is, find and mend a hand, and take it away', async () => {
    const stackFile = join(PROJECT, 'stacks/Pulumi.local-pulumi.yaml');
    const before = await readFile(stackFile, 'utf8');
    await succeeds('stack init');
    expect(await succeeds('preview')).toContain('denwaban:index:Cluster');
    const { stack } = await testSandbox();
    const dialplan = () => asterisk(stack.sandbox.net, 'node1', 'dialplan show dw-numbers');
    // Asterisk has nothing to start with on a node that nothing was ever applied to.
    expect(await dialplan().catch(() => '')).not.toContain('0350000001');
    await succeeds('up');
    expect(await dialplan()).toContain('0350000001');
    expect(await run('drift', '--stack', 'local-pulumi')).toMatchObject({ exitCode: 0, stderr: '' });
    await succeeds('refresh');
    // The embedded engine keeps away from what it does not hold.
    expect(await run('apply', '--stack', 'local', '--yes')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('error engine-mismatch: '),
    });

    await asterisk(stack.sandbox.net, 'node1', 'dialplan remove extension 0350000001@dw-numbers');
    expect(await dialplan()).not.toContain('0350000001');
    const [numbers] = await byHand('refresh');
    expect(numbers?.exitCode, numbers?.printed).not.toBe(0);
    expect(numbers?.printed).toContain('denwaban:index:Numbers');
    await succeeds('up');
    expect(await dialplan()).toContain('0350000001');
    await succeeds('refresh');

    await succeeds('destroy');
    expect(await dialplan()).not.toContain('0350000001');
    expect(await readFile(stackFile, 'utf8')).toBe(before);
  });
});
