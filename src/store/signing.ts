import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../domain/problem.ts';
import type { StackHome } from './home.ts';
import { kmsKey, kmsPublicKey, kmsSigner } from './kms.ts';
import { readText } from './read-text.ts';
import { keySigner, type Signer } from './release.ts';

/** The signer of a stack with its public key. Without `signing` the key is a file, made the first time; `kms:<key>`: it stays in KMS. */
export async function openSigning(
  home: StackHome,
  signing?: string,
): Promise<{ signer: Signer; publicKey: KeyObject }> {
  const inKms = kmsKey(signing);
  const signer = inKms === undefined ? await fileSigner(home) : await kmsSigner(inKms);
  await keepPublicKey(home.publicKey, signer.publicKey);
  return { signer, publicKey: signer.publicKey };
}

/** The public half alone: for commands that only look. */
export async function openVerifying(home: StackHome, signing?: string): Promise<KeyObject> {
  const inKms = kmsKey(signing);
  return inKms === undefined ? await readPublicKey(home.publicKey) : await kmsPublicKey(inKms);
}

/** The public half in a file. */
export async function readPublicKey(path: string): Promise<KeyObject> {
  const text = await readText(path);
  if (text === undefined)
    throw new Problem(
      'signing-key-missing',
      { en: `there is no ${path}`, ja: `${path} がありません` },
      {
        en: 'run apply once: it makes the key pair',
        ja: '一度 apply を実行してください。鍵の組が作られます',
      },
    );
  return createPublicKey(text);
}

/**
 * The key that a node verifies releases with: a file, or `kms:<key>`, which the node's own role may ask for. The store would be no place
 * for it: who can write there could exchange it.
 *
 * @param kept where the last answer of KMS lies, for when it gives none: a node that starts has to be able to go on by itself
 */
export async function verifyingKey(location: string, kept: string): Promise<KeyObject> {
  const inKms = kmsKey(location);
  if (inKms === undefined) return await readPublicKey(location);
  try {
    const key = await kmsPublicKey(inKms);
    await keepPublicKey(kept, key);
    return key;
  } catch (error) {
    const silent = error instanceof Problem && error.code === 'signing-key-unreachable';
    const text = silent ? await readText(kept) : undefined;
    if (text === undefined) throw error;
    return createPublicKey(text);
  }
}

async function keepPublicKey(path: string, key: KeyObject): Promise<void> {
  const text = key.export({ type: 'spki', format: 'pem' }) as string;
  if ((await readText(path)) !== text) await writeFileAtomic(path, text, { mode: 0o644 });
}

async function fileSigner(home: StackHome): Promise<Signer> {
  return keySigner(createPrivateKey((await readKey(home.signingKey)) ?? (await createKey(home))));
}

async function readKey(path: string): Promise<string | undefined> {
  const text = await readText(path);
  if (text !== undefined && ((await stat(path)).mode & 0o077) !== 0) {
    throw new Problem(
      'signing-key-readable',
      { en: `${path} can be read by others`, ja: `${path} がほかのユーザーに読めます` },
      { en: `run chmod 600 ${path}`, ja: `chmod 600 ${path} を実行してください` },
    );
  }
  return text;
}

/** Two first applies at once end with one key: the link refuses a second. */
async function createKey(home: StackHome): Promise<string> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const aside = `${home.signingKey}.${randomUUID()}`;
  await mkdir(dirname(aside), { recursive: true, mode: 0o700 });
  await writeFile(aside, pem, { mode: 0o600, flush: true });
  try {
    await link(aside, home.signingKey);
    return pem;
  } catch (error) {
    const other = await readKey(home.signingKey);
    if (other === undefined) throw error;
    return other;
  } finally {
    await rm(aside, { force: true });
  }
}
