import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../domain/problem.ts';
import type { SecretRef } from '../model/stack.ts';
import { isRecord, parseJson } from './json.ts';
import { readText } from './read-text.ts';

/** Gives the value of a reference, at the moment and place of its use. Problem `secret-missing`. */
export type Secrets = (ref: SecretRef) => Promise<string>;

export { ROOM_MARKER_SECRET } from '../model/stack.ts';

/** Secrets from a file of mode 600, `{"name#version":"value"}`; read anew each time, so that a change needs no restart. */
export function fileSecrets(path: string): Secrets {
  return async (ref) => {
    const value = (await readSecrets(path))?.[nameOf(ref)];
    if (value === undefined) {
      throw new Problem(
        'secret-missing',
        { en: `${ref} is not in ${path}`, ja: `${ref} が ${path} にありません` },
        {
          en: 'add it there, or mend the reference in the stack',
          ja: 'そこに加えるか、スタックの参照を直してください',
        },
      );
    }
    return value;
  };
}

/** Makes a random value for every reference that has none yet; the rest stays. For the sandbox. */
export async function ensureSecrets(path: string, refs: Iterable<SecretRef>): Promise<void> {
  const before = (await readSecrets(path)) ?? {};
  const missing = [...refs].filter((ref) => !(nameOf(ref) in before));
  if (missing.length === 0) return;
  const made = Object.fromEntries(missing.map((ref) => [nameOf(ref), randomBytes(24).toString('base64url')]));
  await writeFileAtomic(path, `${JSON.stringify({ ...before, ...made }, null, 2)}\n`, { mode: 0o600 });
}

function nameOf(ref: SecretRef): string {
  return ref.replace(/^secret:\/\//, '');
}

async function readSecrets(path: string): Promise<Record<string, string> | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  if (((await stat(path)).mode & 0o077) !== 0) {
    throw new Problem(
      'secrets-readable',
      { en: `${path} can be read by others`, ja: `${path} がほかのユーザーに読めます` },
      { en: `run chmod 600 ${path}`, ja: `chmod 600 ${path} を実行してください` },
    );
  }
  const value = parseJson(text);
  if (!isRecord(value) || !Object.values(value).every((v) => typeof v === 'string')) {
    throw new Problem(
      'secrets-form',
      {
        en: `${path} is not {"name#version":"value"}`,
        ja: `${path} が {"name#version":"value"} の形ではありません`,
      },
      {
        en: 'mend it; it has to be one JSON object of texts',
        ja: '文字だけの JSON オブジェクト一つに直してください',
      },
    );
  }
  return value as Record<string, string>;
}
