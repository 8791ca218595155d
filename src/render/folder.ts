import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_SOUNDS, type Sounds } from '../load/sounds/sound.ts';
import type { Rendering } from './objects.ts';
import { putFolder, writeFiles } from './put-folder.ts';

/** Marks a folder that a rendering was written to, so that it may be written again. */
const MARK = '.denwaban-render';

/**
 * Writes a rendering for people to look at: a folder for each part, `tenants/` (values for AstDB), `cards/`, `sounds/` and `rooms/`.
 * @param read the bytes of a sound
 * @throws as {@link putFolder}
 */
export async function writeRendering(
  rendering: Rendering,
  folder: string,
  read = NO_SOUNDS.read,
): Promise<void> {
  await putFolder(folder, MARK, async (aside) => {
    await writeFiles(aside, filesOf(rendering));
    await writeSounds(rendering, join(aside, 'sounds'), read);
  });
}

function filesOf(rendering: Rendering): Map<string, string> {
  const files = new Map<string, string>();
  for (const part of [rendering.cluster, rendering.numbers, ...rendering.shards.values()]) {
    for (const file of part.files) files.set(join(part.name, file.path), file.content);
    for (const { tenant, object, card } of part.tenants) {
      files.set(join('tenants', `${tenant}.json`), json(object));
      files.set(join('cards', `${tenant}.html`), card.content);
    }
  }
  for (const room of rendering.rooms) files.set(join('rooms', `${room.tenant}.json`), json(room.object));
  return files;
}

async function writeSounds({ shards }: Rendering, folder: string, read: Sounds['read']): Promise<void> {
  const sounds = new Set([...shards.values()].flatMap((part) => part.sounds));
  if (sounds.size > 0) await mkdir(folder);
  for (const digest of sounds) await writeFile(join(folder, `${digest}.wav`), read(digest));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
