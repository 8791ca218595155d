import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkProject, loadProject, loadStack } from '../../src/project/project.ts';
import { loadStackProject } from '../../src/project/stack-project.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const STACKS = fileURLToPath(new URL('../../stacks', import.meta.url));

afterEach(() => vi.unstubAllEnvs());

describe('loadProject', () => {
  it('gives tenants, numbers, the day and the warnings', async () => {
    const project = await loadProject({ tenants: fixture('invalid/number-type-advice'), at: '2027-03-01' });
    expect(project.tenants.map((t) => t.id)).toEqual(['aoi-denki']);
    expect([...project.numbers.intervals.keys()]).toEqual(['0350000100']);
    expect(project.date).toBe('2027-03-01');
    expect(project.warnings.map((d) => d.code)).toEqual(['number-type-advice']);
  });

  it('throws every diagnostic at once', async () => {
    await expect(loadProject({ tenants: fixture('invalid/number-in-quarantine') })).rejects.toMatchObject({
      name: 'DiagnosticsError',
      diagnostics: Array(3).fill({ code: 'number-in-quarantine' }),
    });
  });

  it('throws diagnostics where the numbers are missing', async () => {
    await expect(loadProject({ tenants: fixture('invalid/numbers-file-missing') })).rejects.toMatchObject({
      diagnostics: [{ code: 'numbers-file-missing' }],
    });
  });
});

describe('a number block that two stacks would be live with', () => {
  const own = process.cwd();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'denwaban-live-'));
    await cp(join(own, 'stacks'), join(folder, 'stacks'), { recursive: true });
    await cp(join(own, 'tenants'), join(folder, 'tenants'), { recursive: true });
    process.chdir(folder);
  });
  afterEach(async () => {
    process.chdir(own);
    await rm(folder, { recursive: true });
  });

  const configure = async (stack: string, from: string, to: string) => {
    const file = join(folder, 'stacks', `Pulumi.${stack}.yaml`);
    const text = await readFile(file, 'utf8');
    expect(text).toContain(from);
    await writeFile(file, text.replace(from, to));
  };
  const found = async (stack: string) =>
    (await checkProject({ stack, at: '2027-03-01' })).diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, file, line, column, message }) => ({ code, file, line, column, message }));

  it('is none in the samples: staging captures, and sandboxes reach nobody', async () => {
    for (const stack of ['prod', 'staging', 'local', 'local-pulumi']) expect(await found(stack)).toEqual([]);
  });

  it('is told in both, with the place of the setting', async () => {
    await configure('staging', 'delivery: capture', 'delivery: live');
    for (const [stack, other] of [
      ['prod', 'staging'],
      ['staging', 'prod'],
    ] as const) {
      expect(await found(stack)).toEqual([
        {
          code: 'number-block-live-twice',
          file: `stacks/Pulumi.${stack}.yaml`,
          line: 7,
          column: 22,
          message: expect.objectContaining({
            en: `03-5000-0000 is in a block (tenants/_numbers.yaml:4) of the stack ${other}, which is live too`,
          }),
        },
      ]);
    }
    expect(await found('local')).toEqual([]);
    await expect(loadStackProject({ stack: 'prod', at: '2027-03-01' })).rejects.toMatchObject({
      diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'number-block-live-twice' })]),
    });
  });

  it.each<[from: string, to: string, codes: string[]]>([
    ['03-5000-0999', '03-5000-1999', ['number-block-live-twice']],
    ['03-5000-1000', '03-5000-1999', []],
  ])('in another folder it counts by its numbers: %s to %s', async (from, to, codes) => {
    const numbers = `blocks:\n  - { from: "${from}", to: "${to}", carrier: other, kinds: [phone] }\nquarantineDays: { displayed: 1, forwarding: 1 }\n`;
    await mkdir(join(folder, 'others'));
    await writeFile(join(folder, 'others/_numbers.yaml'), numbers);
    await configure('staging', 'delivery: capture', 'delivery: live');
    await configure('staging', 'tenants: tenants', 'tenants: others');
    expect((await found('prod')).map(({ code }) => code)).toEqual(codes);
    expect((await found('staging')).map(({ code }) => code)).toEqual(codes);
  });

  it('is not looked for in a stack that cannot be read: that one is told it when it can', async () => {
    await configure('staging', 'delivery: capture', 'delivery: live');
    await configure('staging', 'denwaban:cards', 'denwaban:card');
    expect(await found('prod')).toEqual([]);
    await expect(found('staging')).rejects.toMatchObject({ name: 'DiagnosticsError' });
  });
});

describe('loadStack', () => {
  it('moves the sandbox as the environment says', async () => {
    vi.stubEnv('DENWABAN_SANDBOX_NET', '127.0.30');
    expect((await loadStack('local', STACKS)).nodes[0]?.address).toBe('127.0.30.11');
    vi.stubEnv('DENWABAN_SANDBOX_NET', '');
    expect((await loadStack('local', STACKS)).nodes[0]?.address).toBe('127.0.10.11');
  });
});
