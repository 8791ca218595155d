import { Problem } from '../domain/problem.ts';
import type { Blobs } from './store.ts';

/** A JSON value of the store with its version; undefined where there is none. Problem `store-value` where it is not what `accepts` wants. */
export async function readJson<T>(
  blobs: Blobs,
  key: string,
  accepts: (value: unknown) => value is T,
): Promise<{ value: T; version: string } | undefined> {
  const found = await blobs.get(key);
  if (!found) return undefined;
  const value = parseJson(Buffer.from(found.body).toString('utf8'));
  if (!accepts(value)) {
    throw new Problem(
      'store-value',
      { en: `${key} in the store is not of its form`, ja: `ストアの ${key} の形が違います` },
      {
        en: 'something else wrote it: see who has access to the store, then run apply again',
        ja: 'ほかのものが書いたようです。ストアに誰が書けるか調べて、もう一度 apply を実行してください',
      },
    );
  }
  return { value, version: found.version };
}

/** An object that is not null and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a text is as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
