import { mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { NO_SOUNDS, type Sounds } from '../load/sounds/sound.ts';
import type { Rendering } from './objects.ts';

/** Marks a folder that a rendering was written to, so that it may be written again. */
const MARK = '.denwaban-render';

/**
 * Writes a rendering for people to look at: a folder for each part, `tenants/` (values for AstDB), `cards/`, `sounds/` and `rooms/`. All of it
 * is written beside the folder and put in its place at the end. Refuses a folder that holds anything else.
 * @param read the bytes of a sound
 */
export async function writeRendering(
  rendering: Rendering,
  folder: string,
  read = NO_SOUNDS.read,
): Promise<void> {
  try {
    // A link to a folder stays one.
    const target = await realpath(folder).catch(() => resolve(folder));
    await refuseForeign(target, folder);
    await mkdir(dirname(target), { recursive: true });
    const aside = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    try {
      await writeAll(rendering, aside);
      await writeSounds(rendering, join(aside, 'sounds'), read);
      await takePlace(aside, target);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Problem(
      'out-not-written',
      `${folder} cannot be written: ${code}`,
      'name a folder that you may write to',
      {
        cause,
      },
    );
  }
}

async function refuseForeign(target: string, folder: string): Promise<void> {
  const entries: string[] = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new Problem('out-not-a-folder', `${folder} is a file`, 'name a folder, new or empty');
    throw error;
  });
  if (entries.length > 0 && !entries.includes(MARK))
    throw new Problem(
      'out-not-empty',
      `“${folder}” holds files that no rendering made, such as ${entries[0]}`,
      'name a new folder, or empty this one',
    );
}

async function writeAll(rendering: Rendering, folder: string): Promise<void> {
  const files = new Map([[MARK, '']]);
  for (const part of [rendering.cluster, rendering.numbers, ...rendering.shards.values()]) {
    for (const file of part.files) files.set(join(part.name, file.path), file.content);
    for (const { tenant, object, card } of part.tenants) {
      files.set(join('tenants', `${tenant}.json`), json(object));
      files.set(join('cards', `${tenant}.html`), card.content);
    }
  }
  for (const room of rendering.rooms) files.set(join('rooms', `${room.tenant}.json`), json(room.object));
  for (const path of new Set([...files.keys()].map((path) => dirname(path))))
    await mkdir(join(folder, path), { recursive: true });
  for (const [path, content] of files) await writeFile(join(folder, path), content);
}

async function writeSounds({ shards }: Rendering, folder: string, read: Sounds['read']): Promise<void> {
  const sounds = new Set([...shards.values()].flatMap((part) => part.sounds));
  if (sounds.size > 0) await mkdir(folder);
  for (const digest of sounds) await writeFile(join(folder, `${digest}.wav`), read(digest));
}

/** A folder cannot be renamed over one that is not empty: the earlier rendering steps aside first. */
async function takePlace(aside: string, target: string): Promise<void> {
  const earlier = `${aside}-earlier`;
  await rename(target, earlier).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(aside, target);
  await rm(earlier, { recursive: true, force: true });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
