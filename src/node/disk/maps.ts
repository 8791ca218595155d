import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { digestOf } from '../../domain/canonical.ts';
import { mailProgram } from './mail-program.ts';
import { makeReadable, writeReadable } from './write.ts';

/** Customers' addresses stand in the tables: Postfix's own processes read them, and no other user of the node. */
const READER = 'postfix';

/** The lookup tables that main.cf and master.cf name as `cdb:`, by name: what the agent compiles. */
export function compiledMaps(files: ReadonlyMap<string, string>): Set<string> {
  const settings = `${files.get('postfix/main.cf') ?? ''}\n${files.get('postfix/master.cf') ?? ''}`;
  return new Set([...settings.matchAll(/\bcdb:([^\s,;:{}]+)/g)].map(([, path = '']) => basename(path)));
}

/** Compiles tables aside and renames them: a running Postfix sees the old one or the new one, never half of one. */
export async function compileMaps(live: string, texts: ReadonlyMap<string, string>): Promise<void> {
  await withCompiled(live, texts, async (folder) => {
    for (const name of texts.keys()) {
      const table = `${folder}/${name}.cdb`;
      await makeReadable(table, READER);
      await rename(table, `${live}/postfix/${name}.cdb`);
    }
  });
}

/** Removes compiled tables that nothing names. */
export async function removeOtherMaps(live: string, names: ReadonlySet<string>): Promise<void> {
  for (const file of await readdir(`${live}/postfix`).catch((): string[] => [])) {
    if (file.endsWith('.cdb') && !names.has(file.slice(0, -4)))
      await rm(`${live}/postfix/${file}`, { force: true });
  }
}

/** What a compiled table holds, one `key value` a line as `postmap -s` prints it; undefined where there is none that can be read. */
export async function dumpMap(path: string): Promise<string[] | undefined> {
  const { lines, problem } = await mailProgram('postmap', ['-s', `cdb:${path}`]);
  return problem === undefined ? lines : undefined;
}

/** The last texts with their dumps: desired tables change with a release, and are looked at far more often. */
let lastDump: { texts: string; dumps: Promise<Map<string, string[]>> } | undefined;

/** What these texts are as tables: compiled by the same program that compiles the live ones, so that nothing is read in two ways. */
export function expectedMaps(
  live: string,
  texts: ReadonlyMap<string, string>,
): Promise<Map<string, string[]>> {
  const key = digestOf([...texts]);
  if (lastDump?.texts === key) return lastDump.dumps;
  const dumps = compileAndDump(live, texts);
  lastDump = { texts: key, dumps };
  // A failure is not kept: the next look tries again.
  dumps.catch(() => {
    if (lastDump?.dumps === dumps) lastDump = undefined;
  });
  return dumps;
}

async function compileAndDump(
  live: string,
  texts: ReadonlyMap<string, string>,
): Promise<Map<string, string[]>> {
  const dumps = new Map<string, string[]>();
  await withCompiled(live, texts, async (folder) => {
    for (const name of texts.keys()) {
      const dump = await dumpMap(`${folder}/${name}`);
      if (!dump) throw new Error(`the table ${name} cannot be compiled`);
      dumps.set(name, dump);
    }
  });
  return dumps;
}

async function withCompiled(
  live: string,
  texts: ReadonlyMap<string, string>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  if (texts.size === 0) return;
  // Beside the live ones, so that a rename does not leave the file system.
  await mkdir(join(live, 'aside'), { recursive: true });
  const folder = await mkdtemp(join(live, 'aside', 'maps-'));
  try {
    for (const [name, text] of texts) await writeReadable(`${folder}/${name}`, text, READER);
    const tables = [...texts.keys()].map((name) => `cdb:${folder}/${name}`);
    const { problem } = await mailProgram('postmap', tables);
    if (problem !== undefined) throw new Error(problem);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
