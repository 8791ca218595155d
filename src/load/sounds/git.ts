import { MAX_SOUND_BYTES } from '../../domain/announcement.ts';
import { type GitFolder, listTree, pathOf, readObjects, resolveCommit } from '../git-tree.ts';
import type { NamedSound } from './named.ts';
import { NO_SOUNDS, SOUNDS_FOLDER, type Sound, type Sounds, type SoundTrouble, soundOf } from './sound.ts';

const LINK_MODE = '120000';

/**
 * The sounds that the tenant files of a commit name: one process lists, one reads. What is the same file to git is read once. They are for
 * comparing: their bytes are not kept.
 */
export async function readSoundsAt(
  where: GitFolder,
  ref: string,
  named: ReadonlyMap<string, NamedSound>,
): Promise<Sounds> {
  if (named.size === 0) return NO_SOUNDS;
  const folder = `${pathOf(where)}${SOUNDS_FOLDER}/`;
  const tree = await listTree(where, await resolveCommit(where, ref), folder, { deep: true });
  const listed = new Map(tree.map((entry) => [entry.path.split('/').slice(-2).join('/'), entry]));
  const files = new Map<string, Sound | SoundTrouble>();
  const keysOf = new Map<string, string[]>();
  for (const key of named.keys()) {
    const entry = listed.get(key);
    if (entry && entry.mode !== LINK_MODE && entry.size <= MAX_SOUND_BYTES)
      keysOf.set(entry.object, [...(keysOf.get(entry.object) ?? []), key]);
    else files.set(key, troubleOf(entry));
  }
  const contents = await readObjects(
    where,
    [...keysOf.keys()].map((object) => ({ name: object, object, link: false })),
  );
  for (const [i, keys] of [...keysOf.values()].entries()) {
    const sound = soundOf(contents[i] ?? new Uint8Array());
    for (const key of keys) files.set(key, sound);
  }
  return { ...NO_SOUNDS, files };
}

function troubleOf(entry: { mode: string; size: number } | undefined): SoundTrouble {
  if (!entry) return { trouble: 'missing', why: { en: 'does not exist', ja: 'ありません' } };
  if (entry.mode === LINK_MODE)
    return { trouble: 'symlink', why: { en: 'is a symbolic link', ja: 'シンボリックリンクです' } };
  return { trouble: 'too-long', why: { en: `it has ${entry.size} bytes`, ja: `${entry.size} バイトです` } };
}
