import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sandboxNow } from '../../src/sandbox/clock.ts';
import { otherNodesCalls } from '../../src/store/calls.ts';
import { openFolder } from '../../src/store/folder.ts';
import { ProjectCopy } from './project-copy.ts';
import { run, testSandbox } from './sandbox.ts';

interface Shown {
  ok: boolean;
  tenant: string;
  checks: { check: string; state: string; at?: string; number?: string; seen: string }[];
}

let project: ProjectCopy;

beforeAll(async () => {
  project = await ProjectCopy.make('local', { edges: true });
  expect(await project.on('apply')).toMatchObject({ exitCode: 0, stderr: '' });
}, 180_000);
afterAll(() => project?.end(), 60_000);

async function check(
  tenant: string,
): Promise<{ exitCode: number | undefined; stderr: string; shown: Shown }> {
  const { exitCode, stdout, stderr } = await project.run(
    'check',
    tenant,
    '--stack',
    'local',
    '--format',
    'json',
  );
  return { exitCode, stderr, shown: JSON.parse(stdout) as Shown };
}

const states = ({ checks }: Shown) => checks.map((one) => `${one.check} ${one.number ?? ''} ${one.state}`);

describe('a tenant that is ready', () => {
  test('by mail: a call and the greeting for each number, the report; its own line is pending until a call came by it', async () => {
    const { home } = await testSandbox();
    const began = (await sandboxNow(home.clock)).toSeconds();
    const first = await check('yamada-shoji');
    expect(first).toMatchObject({ exitCode: 0, stderr: '', shown: { ok: true, tenant: 'yamada-shoji' } });
    expect(states(first.shown)).toEqual([
      'call 0350000001 ok',
      'greeting 0350000001 ok',
      'call 05010000001 ok',
      'greeting 05010000001 ok',
      'report  ok',
      'forwarded 0350000001 pending',
    ]);
    const [, greeting, , , report, forwarded] = first.shown.checks;
    expect(greeting?.seen).toMatch(/^\[転送\] 株式会社山田商事「.+」$/);
    expect(report?.seen).toMatch(/^\S+@\S+$/);
    expect(report?.seen).not.toContain('taro@');
    expect(forwarded).not.toHaveProperty('at');
    // Its own calls wait for no report; those of others in this sandbox may.
    const waiting = async () =>
      (await otherNodesCalls(openFolder(home.store)))
        .flatMap(({ open }) => Object.values(open))
        .filter(({ answered }) => answered >= Math.floor(began));
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 60_000, interval: 1_000 });

    // By another line, and by its own.
    for (const [by, state] of [
      ['0662222222', 'pending'],
      ['0661234567', 'ok'],
    ] as const) {
      const call = await project.run('sandbox', 'call', '03-5000-0001', '--forwarded-from', by);
      expect(call.stdout).toContain('answered by');
      if (state === 'pending') await new Promise((resolve) => setTimeout(resolve, 20_000));
      await vi.waitFor(
        async () =>
          expect(states((await check('yamada-shoji')).shown).at(-1)).toBe(`forwarded 0350000001 ${state}`),
        { timeout: 90_000, interval: 1_000 },
      );
    }
  }, 240_000);

  test('by Chatwork, as text', async () => {
    const { exitCode, stdout } = await project.run('check', 'sakura-realty', '--stack', 'local');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✓ 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d the call arrives 0\d+-/m);
    expect(stdout).toMatch(/^✓ .* the report arrives: .*受電報告/m);
  }, 120_000);
});

test('what its file says and is not live is not ready, and exit code 1', async () => {
  await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田商会'));
  const { exitCode, shown } = await check('yamada-shoji');
  expect({ exitCode, ok: shown.ok }).toEqual({ exitCode: 1, ok: false });
  expect(states(shown).slice(0, 2)).toEqual(['call 0350000001 ok', 'greeting 0350000001 failed']);
  expect(shown.checks[1]?.seen).toContain('[転送] 株式会社山田商会');
}, 120_000);

test('where calls cannot be placed from here, it says what to do', async () => {
  const { exitCode, stderr } = await run('check', 'yamada-shoji', '--stack', 'staging');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error check-not-from-here: .*by hand: call each number/);
});
