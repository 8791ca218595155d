import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadProject, loadStack } from '../../src/project/project.ts';

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

describe('loadStack', () => {
  it('moves the sandbox as the environment says', async () => {
    vi.stubEnv('DENWABAN_SANDBOX_NET', '127.0.30');
    expect((await loadStack('local', STACKS)).nodes[0]?.address).toBe('127.0.30.11');
    vi.stubEnv('DENWABAN_SANDBOX_NET', '');
    expect((await loadStack('local', STACKS)).nodes[0]?.address).toBe('127.0.10.11');
  });
});
