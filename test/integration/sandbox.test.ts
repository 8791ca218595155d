import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { containersOf } from '../../src/sandbox/cluster/container.ts';
import { TEST_NET } from './global-setup.ts';
import { PROJECT, run, testSandbox } from './sandbox.ts';

/** Runs denwaban in another environment than the tests'. */
async function runWith(env: Record<string, string>, ...args: string[]) {
  const child = await execa(join(PROJECT, 'bin', 'denwaban'), args, {
    cwd: PROJECT,
    env,
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode: child.exitCode, stdout: child.stdout, stderr: child.stderr };
}

test('up a second time starts nothing', async () => {
  const { stack } = await testSandbox();
  const before = await containersOf(stack.sandbox.net, 'running');
  const { exitCode, stdout } = await run('sandbox', 'up');
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('everything runs already'),
  });
  expect(await containersOf(stack.sandbox.net, 'running')).toEqual(before);
});

test('status is what the documents promise, and no more', async () => {
  const { stdout } = await run('sandbox', 'status', '--format', 'json');
  const secret = expect.stringMatching(/^[\w-]{20,}$/);
  const status = JSON.parse(stdout);
  // Calls of other tests have no reports.
  for (const node of status.nodes) delete node.alarms;
  expect(status).toEqual({
    operators: [
      { id: 'op1', password: secret },
      { id: 'op2', password: secret },
    ],
    chatworkToken: secret,
    reportDomain: 'report.denwaban.example',
    nodes: [
      { name: 'node1', address: `${TEST_NET}.11`, container: `denwaban-${TEST_NET}-node1` },
      { name: 'node2', address: `${TEST_NET}.12`, container: `denwaban-${TEST_NET}-node2` },
    ],
    edges: [
      { name: 'edge1', address: `${TEST_NET}.1`, container: `denwaban-${TEST_NET}-edge1` },
      { name: 'edge2', address: `${TEST_NET}.2`, container: `denwaban-${TEST_NET}-edge2` },
    ],
  });
});

test('the container that runs as a node cannot read the release key', async () => {
  const { stdout } = await execa('docker', [
    'inspect',
    '--format',
    '{{json .Mounts}}',
    `denwaban-${TEST_NET}-node1`,
  ]);
  const sources = (JSON.parse(stdout) as { Source: string }[]).map(({ Source }) => Source);
  expect(sources).not.toContainEqual(expect.stringMatching(/release\.key$|keys$|local-[\d.]+$/));
});

test('a port in use is named, with who has it; nothing is started', async () => {
  const net = '127.0.98';
  const socket = createSocket('udp4').bind(5060, `${net}.11`);
  await once(socket, 'listening');
  try {
    const { exitCode, stderr } = await runWith({ DENWABAN_SANDBOX_NET: net }, 'sandbox', 'up');
    expect(exitCode).toBe(1);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^error port-in-use: 127\.0\.98\.11 port 5060\/udp is in use by .+process \d+/),
    ]);
    expect(await containersOf(net, 'all')).toEqual([]);
  } finally {
    socket.close();
    await runWith({ DENWABAN_SANDBOX_NET: net }, 'sandbox', 'down');
  }
});

test('without the Docker daemon: one line that says what to do', async () => {
  const { exitCode, stderr } = await runWith(
    { DOCKER_HOST: 'unix:///nonexistent/docker.sock' },
    'sandbox',
    'up',
  );
  expect(exitCode).toBe(1);
  expect(stderr.split('\n')).toEqual([expect.stringMatching(/^error docker-not-running: .*npm run setup/)]);
});

test('without Docker: one line that says what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
  try {
    for (const tool of ['sh', 'readlink', 'dirname']) await symlink(`/usr/bin/${tool}`, join(folder, tool));
    const path = `${dirname(process.execPath)}:${folder}`;
    const { exitCode, stderr } = await runWith({ PATH: path }, 'sandbox', 'up');
    expect(exitCode).toBe(1);
    expect(stderr.split('\n')).toEqual([expect.stringMatching(/^error docker-missing: .*npm run setup/)]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  [['sandbox', 'call', 'hello'], 'bad-number'],
  [['sandbox', 'clock', 'tomorrow'], 'bad-moment'],
  [['sandbox', 'up', '--stack', 'nowhere'], ''],
  [['sandbox', 'call'], ''],
])('%j is refused with one line', async (args, code) => {
  const { exitCode, stdout, stderr } = await run(...(args as string[]));
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain(code as string);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a sandbox that is not up is said to be so', async () => {
  const { exitCode, stderr } = await runWith(
    { DENWABAN_SANDBOX_NET: '127.0.99' },
    'sandbox',
    'call',
    '03-5000-0001',
  );
  expect(exitCode).toBe(1);
  expect(stderr.split('\n')).toEqual([expect.stringMatching(/^error sandbox-not-up: .*denwaban sandbox up/)]);
});
