import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stage } from '../../src/apply/stage.ts';
import { sha256 } from '../../src/domain/canonical.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { planText } from '../../src/plan/print/text.ts';
import { staging } from '../../src/plan/staging.ts';
import { loadBase, loadStackProject, type StackProject } from '../../src/project/stack-project.ts';
import { openFolder } from '../../src/store/folder.ts';
import { getObject } from '../../src/store/objects.ts';
import { keySigner } from '../../src/store/release.ts';
import { wav } from '../load/sounds/wav-by-hand.ts';

const KEY = Buffer.alloc(32, 7);
const own = process.cwd();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-sounds-'));
  for (const name of ['stacks', 'tenants'])
    await cp(join(own, name), join(folder, name), { recursive: true });
  process.chdir(folder);
  await sound('minato-dental', 'closed.wav', 100);
  await tenant('minato-dental', 'announcements: { outsideHours: closed.wav }');
  await git('init', '-q', '-b', 'main');
  await git('add', '-A');
  await git('commit', '-q', '-m', 'x');
});
afterEach(async () => {
  process.chdir(own);
  await rm(folder, { recursive: true });
});

const git = (...args: string[]) =>
  execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args]);

async function sound(id: string, name: string, sample: number): Promise<void> {
  await mkdir(join(folder, 'tenants/_sounds', id), { recursive: true });
  await writeFile(join(folder, 'tenants/_sounds', id, name), wav({ sample }));
}

async function tenant(id: string, line: string): Promise<void> {
  const file = join(folder, 'tenants', `${id}.yaml`);
  await writeFile(file, `${await readFile(file, 'utf8')}${line}\n`);
}

const load = () => loadStackProject({ stack: 'local' });
const said = async (head: StackProject) => {
  const base = await loadBase(head, 'main');
  const resources = ({
    rendering,
    ...model
  }: Pick<StackProject, 'rendering' | 'tenants' | 'quarantineDays'>) =>
    desiredResources(rendering, model, head.stack, KEY);
  const facts = { stack: 'local', date: head.date, against: { kind: 'base', ref: 'main' } as const };
  return planText(makePlan(facts, resources(base), resources(head)));
};

describe('a sound of a tenant’s own, from its file to the store', () => {
  it('is no change where the commit has the same', async () => {
    expect(await said(await load())).not.toContain('hear');
  });

  it('is told by a plan against a commit when its bytes are others', async () => {
    await sound('minato-dental', 'closed.wav', 200);
    const [was, is] = [100, 200].map((sample) => sha256(wav({ sample })).slice(0, 12));
    expect(await said(await load())).toContain(
      `callers: hear outside of the hours closed.wav (${is}, 0.5 s), was closed.wav (${was}, 0.5 s)`,
    );
  });

  it('is staged once for all who have it, as it lies there', async () => {
    await sound('yamada-shoji', 'other.wav', 100);
    await tenant('yamada-shoji', 'announcements: { busy: other.wav }');
    const head = await load();
    const store = openFolder(join(folder, 'store'));
    const signer = keySigner(generateKeyPairSync('ed25519').privateKey);
    await stage(store, staging(head.rendering, head.loaded.sounds.read), { signer, fingerprintKey: KEY });
    const digest = sha256(wav({ sample: 100 }));
    expect(Buffer.from(await getObject(store, digest))).toEqual(wav({ sample: 100 }));
    const lists = await Promise.all(
      (await readdir(join(folder, 'store/releases'))).map((name) =>
        readFile(join(folder, 'store/releases', name), 'utf8'),
      ),
    );
    const listed = lists.map((text) => JSON.parse(text).body).filter(({ sounds }) => sounds);
    expect(listed).toMatchObject([{ format: 'denwaban-release-2', part: 'shard-main', sounds: [digest] }]);
  });

  it('that is missing lets nothing be planned', async () => {
    await rm(join(folder, 'tenants/_sounds'), { recursive: true });
    await expect(load()).rejects.toMatchObject({
      diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'sound-file-missing' })]),
    });
  });
});
