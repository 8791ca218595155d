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
import { readText } from './read-text.ts';
import { keySigner, type Signer } from './release.ts';

/** The signer of a stack with its public key; the key pair is made the first time. */
export async function openSigning(home: StackHome): Promise<{ signer: Signer; publicKey: KeyObject }> {
  const pem = (await readKey(home.signingKey)) ?? (await createKey(home));
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key);
  const text = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  if ((await readText(home.publicKey)) !== text) await writeFileAtomic(home.publicKey, text, { mode: 0o644 });
  return { signer: keySigner(key), publicKey };
}

/** The public half alone: for nodes, and for commands that only look. */
export async function readPublicKey(path: string): Promise<KeyObject> {
  const text = await readText(path);
  if (text === undefined)
    throw new Problem('signing-key-missing', `there is no ${path}`, 'run apply once: it makes the key pair');
  return createPublicKey(text);
}

async function readKey(path: string): Promise<string | undefined> {
  const text = await readText(path);
  if (text !== undefined && ((await stat(path)).mode & 0o077) !== 0) {
    throw new Problem('signing-key-readable', `${path} can be read by others`, `run chmod 600 ${path}`);
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
