import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { lstat, readFile, rm } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';

const KEY_BYTES = 32;
const SEAL_BYTES = 32;

/**
 * A text of ours in a folder that may come from anywhere, out of a build's cache, say. It carries an HMAC whose key lies elsewhere: what
 * was damaged, or written by anybody else, is not read.
 * @returns undefined: there is none that is ours
 */
export async function readSealed(path: string, keyPath: string): Promise<string | undefined> {
  try {
    const [key, bytes] = await Promise.all([readKey(keyPath), readFile(path)]);
    const text = bytes.subarray(SEAL_BYTES);
    const seal = bytes.subarray(0, SEAL_BYTES);
    if (seal.length < SEAL_BYTES || !timingSafeEqual(seal, sealOf(text, key))) return undefined;
    return text.toString('utf8');
  } catch {
    return undefined;
  }
}

/** For its owner alone, as a whole or not at all. */
export async function writeSealed(path: string, keyPath: string, text: string): Promise<void> {
  const key = await readKey(keyPath).catch(() => newKey(keyPath));
  const bytes = Buffer.from(text);
  await writeFileAtomic(path, Buffer.concat([sealOf(bytes, key), bytes]), { mode: 0o600, fsync: false });
}

/** A key that others may read, or a link, came with somebody's branch: git keeps no file for its owner alone. With it anybody could seal. */
async function readKey(path: string): Promise<Buffer> {
  const { mode } = await lstat(path);
  const key = await readFile(path);
  if (key.length !== KEY_BYTES || (mode & 0o170077) !== 0o100000) throw new Error('no key');
  return key;
}

async function newKey(path: string): Promise<Buffer> {
  const key = randomBytes(KEY_BYTES);
  // Where a link stands it would be written to its end.
  await rm(path, { force: true });
  await writeFileAtomic(path, key, { mode: 0o600 });
  return key;
}

function sealOf(bytes: Uint8Array, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(bytes).digest();
}
