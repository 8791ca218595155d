import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../src/doctor/examine.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import type { Stack } from '../../src/model/stack.ts';
import { loadStack } from '../../src/project/project.ts';

const STACKS = join(import.meta.dirname, '../../stacks');

let folder: string;
let stack: Stack;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-doctor-'));
  await mkdir(join(folder, 'bin'));
  stack = await loadStack('local', STACKS);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that answers so, and is the only one of its name. */
async function program(name: string, script: string) {
  const file = join(folder, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** What is found where nothing is installed but these. */
async function look(over: Partial<Stack> = {}): Promise<Record<string, Finding>> {
  const findings = await examine({
    project: folder,
    stack: { ...stack, ...over },
    env: { PATH: join(folder, 'bin') },
  });
  return Object.fromEntries(findings.map((finding) => [finding.check, finding]));
}

describe('a machine on which nothing is installed', () => {
  it('lacks what the sandbox needs, and is told the command for each', async () => {
    const found = await look();
    for (const check of ['git', 'docker', 'programs']) {
      expect(found[check]?.state).toBe('missing');
      expect(found[check]?.mend).toMatch(/^\S/);
      expect(found[check]?.why?.ja).toMatch(/[ぁ-ん]/);
    }
  });

  it('goes without Pulumi where the stack does, and not where it is Pulumi’s', async () => {
    expect((await look()).pulumi?.state).toBe('absent');
    expect((await look({ engine: 'pulumi' })).pulumi?.state).toBe('missing');
  });
});

describe('Docker', () => {
  it('whose daemon does not answer is not the same as none', async () => {
    await program('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
    expect((await look()).docker).toMatchObject({
      state: 'missing',
      found: { en: expect.stringContaining('daemon') },
    });
  });

  it('that answers says its version', async () => {
    await program('docker', '[ "$1" = version ] && echo 26.1.5');
    expect((await look()).docker).toMatchObject({ state: 'ok', found: { en: '26.1.5' } });
  });
});

describe('git', () => {
  it('in no repository is told so', async () => {
    await program('git', '[ "$1" = --version ] && echo git version 2.47.3');
    expect((await look()).git).toMatchObject({
      state: 'absent',
      found: { en: expect.stringContaining('2.47.3') },
    });
  });
});

describe('the clock', () => {
  it('that lags behind the newest commit is wrong', async () => {
    await program('git', '[ "$1" = log ] && echo 9999999999');
    expect((await look()).clock?.state).toBe('missing');
  });

  it('that nothing keeps in time may become so', async () => {
    await program('timedatectl', 'echo no');
    expect((await look()).clock?.state).toBe('absent');
  });
});

describe('ports', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it('that somebody else has are named', async () => {
    const { sandbox } = stack;
    const [node] = stack.nodes;
    if (!sandbox || !node?.address) throw new Error('the stack local is no sandbox');
    // On an address of its own: a sandbox may run on that of the stack.
    const net = '127.0.97';
    const moved = {
      sandbox: { ...sandbox, net },
      edges: [],
      nodes: [{ ...node, address: `${net}.11` }],
      chatwork: { ...stack.chatwork, api: `http://${net}.20:8080/v2` },
      report: { ...stack.report, relay: { host: `${net}.21`, port: 2525 } },
      cards: `http://${net}.20:8081`,
    };
    expect((await look(moved)).ports?.state).toBe('ok');
    server = createServer();
    await new Promise<void>((listening) => server?.listen(5060, `${net}.11`, listening));
    expect((await look(moved)).ports).toMatchObject({
      state: 'missing',
      found: { en: expect.stringContaining(`${net}.11 port 5060/tcp`) },
      mend: expect.stringContaining('DENWABAN_SANDBOX_NET'),
    });
  });
});

it('room on the disk is looked at where the project lies', async () => {
  expect((await look()).disk?.found.en).toContain(folder);
});
