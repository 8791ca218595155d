import { appendFile, cp, mkdir, mkdtemp, rename, rm, symlink, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onPulumi } from './on-pulumi.ts';
import { PROJECT } from './sandbox.ts';

const STALE = 'build-stale: dist was built from other sources than those in src; run: npm run build';
/** Warnings about the samples are no matter of the build. */
const RAN = { exitCode: 0, stderr: expect.not.stringContaining('build-stale') };
const COPIED = [
  'bin',
  'dist',
  'package.json',
  'package-lock.json',
  'pages',
  'pulumi',
  'Pulumi.yaml',
  'scripts',
  'src',
  'stacks',
  'templates',
  'tenants',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** A copy of the built project, whose sources may be changed. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-built-'));
  for (const name of COPIED) await cp(join(PROJECT, name), join(folder, name), { recursive: true });
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (program: string, ...args: string[]) =>
  execa(program, args, { cwd: folder, stdin: 'ignore', reject: false });
const source = () => join(folder, 'src/domain/order.ts');
const makeStale = () => appendFile(source(), '\n// changed\n');

describe('a build', { timeout: 120_000 }, () => {
  it('runs while it is of these sources, whenever they were written, and where there are none', async () => {
    await utimes(source(), new Date(), new Date());
    expect(await start('bin/denwaban', 'validate')).toMatchObject(RAN);
    await rename(join(folder, 'src'), join(folder, 'elsewhere'));
    expect(await start('bin/denwaban', 'validate')).toMatchObject(RAN);
  });

  it.each([
    'bin/denwaban validate',
    'bin/denwaban apply --stack local --yes',
    'pulumi/pulumi-resource-denwaban',
  ])('of other sources does nothing: %s', async (command) => {
    const [program = '', ...args] = command.split(' ');
    await makeStale();
    expect(await start(program, ...args)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: `error ${STALE}`,
    });
  });
});

describe('a build that Pulumi runs', { timeout: 600_000 }, () => {
  onPulumi();

  it('does nothing where it is of other sources', async () => {
    await makeStale();
    const state = join(folder, 'state');
    await mkdir(state);
    const env = {
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: '',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
    };
    const pulumi = (...args: string[]) =>
      execa('pulumi', args, { cwd: folder, stdin: 'ignore', reject: false, all: true, env });
    expect(await pulumi('stack', 'init', 'local-pulumi')).toMatchObject({ exitCode: 0 });
    for (const command of [['preview'], ['up', '--yes', '--skip-preview']]) {
      const { exitCode, all } = await pulumi(...command, '--stack', 'local-pulumi');
      expect(exitCode).not.toBe(0);
      expect(all).toContain(`error: ${STALE}`);
      expect(all).not.toMatch(/^\s+at /m);
    }
  });
});
