import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecords } from '../../../src/store/applied-record.ts';
import { readPublicKey } from '../../../src/store/signing.ts';
import type { TestAgent } from '../../apply/agent.ts';
import { PLANTED } from './planted.ts';
import { makeProject, type TestProject } from './project.ts';

let project: TestProject;
let node1: TestAgent;
beforeEach(async () => {
  project = await makeProject();
  [node1] = project.agents as [TestAgent];
});
afterEach(() => project.end());

const STACK = ['--stack', 'test'];
const apply = () => project.start('apply', ...STACK, '--yes');
const records = async () => {
  const found = await readRecords(project.blobs, 'test', [await readPublicKey(project.home.publicKey)]);
  expect(found.map(({ problem }) => problem)).toEqual(found.map(() => undefined));
  return found.flatMap(({ record }) => record ?? []);
};
const short = async () =>
  (await records()).map(({ outcome, clean, effects }) => [outcome, clean, effects.map((e) => e.tenant)]);
const commit = async (message: string) => {
  await project.git('add', 'tenants', 'stacks');
  await project.git('commit', '-q', '--allow-empty', '-m', message);
};

describe('an apply leaves in the records', { timeout: 120_000 }, () => {
  it('what it changed, at which commit, and nothing where nothing is new', async () => {
    await project.git('init', '-q', '-b', 'main');
    await commit('samples');
    expect((await apply()).exitCode).toBe(0);
    const [begun, done] = await records();
    expect(begun).toMatchObject({ sequence: 1, outcome: 'incomplete', clean: true });
    expect(done).toMatchObject({ sequence: 2, outcome: 'applied', clean: true, commit: begun?.commit });
    expect(done?.effects).toEqual(begun?.effects);
    expect(done?.effects.map(({ tenant }) => tenant)).toContain('yamada-shoji');
    for (const secret of PLANTED) expect(JSON.stringify(done)).not.toContain(secret);

    await apply();
    expect(await records()).toHaveLength(2);
    await commit('nothing that shows');
    await apply();
    await apply();
    expect((await short()).slice(2)).toEqual([['applied', true, []]]);

    await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田本店'));
    await apply();
    expect((await short()).slice(3)).toEqual([
      ['incomplete', false, ['yamada-shoji']],
      ['applied', false, ['yamada-shoji']],
    ]);
  });

  it('without a repository that it is of no commit; a failure stays incomplete, until all is so', async () => {
    await apply();
    await project.edit('yamada-shoji', (text) => text.replace('株式会社山田商事', '株式会社山田本店'));
    node1.failing = (part) => (part === 'shard-main' ? 'no room' : undefined);
    expect((await apply()).exitCode).toBe(1);
    expect((await short()).slice(2)).toEqual([['incomplete', false, ['yamada-shoji']]]);
    expect((await records())[0]?.commit).toBeUndefined();
    node1.failing = () => undefined;
    await apply();
    expect((await short()).at(-1)?.[0]).toBe('applied');
  });

  it('that everything was taken away, and goes on from there', async () => {
    await apply();
    expect((await project.start('destroy', ...STACK, '--yes')).exitCode).toBe(0);
    expect((await short()).at(-1)).toEqual(['applied', false, expect.arrayContaining(['yamada-shoji'])]);
    await apply();
    expect(await records()).toHaveLength(6);
  });
});
