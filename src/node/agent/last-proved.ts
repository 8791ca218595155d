import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { parseDigest } from '../../domain/ids.ts';
import { isRecord, parseJson } from '../../store/json.ts';
import type { Pointer } from '../../store/store.ts';

/**
 * What was last proved on this node, by part: where an agent that was started anew begins. It is believed in nothing: each release is
 * verified and read back as any other. Without it a pointer at a bad release would leave that part with nothing to go on with.
 */
export async function readLastProved(root: string): Promise<Map<string, Pointer>> {
  const text = await readFile(path(root), 'utf8').catch(() => '{}');
  const found = new Map<string, Pointer>();
  const value = parseJson(text);
  for (const [part, pointer] of Object.entries(isRecord(value) ? value : {})) {
    if (!isRecord(pointer) || !Number.isSafeInteger(pointer.generation)) continue;
    const release = parseDigest(String(pointer.release));
    if (release.ok) found.set(part, { release: release.value, generation: Number(pointer.generation) });
  }
  return found;
}

export async function writeLastProved(
  root: string,
  parts: Iterable<{ name: string } & Pointer>,
): Promise<void> {
  const proved = Object.fromEntries(
    [...parts].map(({ name, release, generation }) => [name, { release, generation }]),
  );
  await writeFileAtomic(path(root), JSON.stringify(proved), { mode: 0o600 });
}

function path(root: string): string {
  return `${root}/last-proved.json`;
}
