import { createPublicKey, type KeyObject, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { canonicalJson } from '../domain/canonical.ts';
import { type Digest, parseDigest } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { releaseDigest } from '../plan/release-body.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import type { Blobs, ReleaseBody, SignedRelease } from './store.ts';

const FORMATS: readonly ReleaseBody['format'][] = ['denwaban-release-1', 'denwaban-release-2'];

/** Signs releases: a key file in the sandbox, KMS on AWS. */
export interface Signer {
  publicKey: KeyObject;
  /** Signs the canonical JSON of a release or record, in one of the ways that {@link verifyRelease} knows. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** A signer with a private key in memory: ed25519. */
export function keySigner(key: KeyObject): Signer {
  return { publicKey: createPublicKey(key), sign: async (bytes) => signBytes(null, bytes, key) };
}

/** Signs a release and keeps it; one that is there already stays as it is. Its objects must be in the store before. */
export async function putRelease(blobs: Blobs, body: ReleaseBody, signer: Signer): Promise<Digest> {
  const digest = releaseDigest(body);
  if (await blobs.get(keys.release(digest))) return digest;
  const signature = await signer.sign(Buffer.from(canonicalJson(body)));
  const release: SignedRelease = { body, signature: Buffer.from(signature).toString('base64') };
  await blobs.put(keys.release(digest), canonicalJson(release), { ifVersion: null });
  return digest;
}

/** A release, verified: format, digest, signature. Problems `release-missing`, `release-format`, `release-digest`, `release-signature`. */
export async function getRelease(blobs: Blobs, digest: Digest, key: KeyObject): Promise<ReleaseBody> {
  return (await getSignedRelease(blobs, digest, key)).body;
}

/** The same with its signature, for whoever keeps it. */
export async function getSignedRelease(blobs: Blobs, digest: Digest, key: KeyObject): Promise<SignedRelease> {
  const found = await readJson(blobs, keys.release(digest), isSigned);
  if (!found)
    throw new Problem(
      'release-missing',
      { en: `release ${digest} is not in the store`, ja: `リリース ${digest} がストアにありません` },
      { en: 'run apply again', ja: 'もう一度 apply を実行してください' },
    );
  verifyRelease(found.value, digest, key);
  return found.value;
}

/** What a release lists, whoever signed it: for those who keep or remove what it names, and follow it in nothing. undefined: it is none. */
export async function readRelease(blobs: Blobs, digest: Digest): Promise<ReleaseBody | undefined> {
  const body = (await readJson(blobs, keys.release(digest), isSigned))?.value.body;
  return body && wellFormed(body) ? body : undefined;
}

/** Refuses what is not exactly the release of that digest, signed with our key. The form of the body is checked last, once it is known to be ours. */
export function verifyRelease(release: SignedRelease, digest: Digest, key: KeyObject): void {
  const { body } = release;
  const refuse = (code: string, why: Text, action: Text): never => {
    const message = { en: `release ${digest}: ${why.en}`, ja: `リリース ${digest}: ${why.ja}` };
    throw new Problem(code, message, action);
  };
  if (!FORMATS.includes(body.format)) {
    refuse(
      'release-format',
      {
        en: `its format is ${JSON.stringify(body.format)}, this program knows ${FORMATS.join(' and ')}`,
        ja: `形式が ${JSON.stringify(body.format)} ですが、このプログラムが知るのは ${FORMATS.join(' と ')} です`,
      },
      {
        en: 'bring node and controller to the same version of denwaban',
        ja: 'ノードと操作側の denwaban を同じ版にしてください',
      },
    );
  }
  if (releaseDigest(body) !== digest)
    refuse(
      'release-digest',
      { en: 'its body has another digest', ja: '中身のダイジェストが違います' },
      {
        en: 'delete it from the store and run apply again',
        ja: 'ストアから消して、もう一度 apply を実行してください',
      },
    );
  if (!isSignedWith(key, release, digest)) {
    refuse(
      'release-signature',
      { en: 'it is not signed with our key', ja: 'こちらの鍵で署名されていません' },
      {
        en: 'somebody else wrote it, or the key has changed: find out which before anything else',
        ja: 'ほかの誰かが書いたか、鍵が変わりました。まずどちらかを調べてください',
      },
    );
  }
  if (!wellFormed(body))
    refuse(
      'release-form',
      { en: 'its lists are not of their form', ja: '一覧の形が違います' },
      {
        en: 'bring node and controller to the same version of denwaban',
        ja: 'ノードと操作側の denwaban を同じ版にしてください',
      },
    );
}

/**
 * Whether a body of the store is signed with a key. ed25519 signs the canonical JSON. A key in KMS, which takes 4,096 bytes at most and so not the release of a score of tenants, signs the
 * digest of it, as text: by ed25519, or by ECDSA with SHA-256 where the key is of the curve P-256.
 */
export function isSignedWith(
  key: KeyObject,
  { body, signature }: { body: unknown; signature: string },
  digest: Digest,
): boolean {
  const holds = (algorithm: 'sha256' | null, text: string): boolean =>
    verifyBytes(algorithm, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  const kind = keyKind(key);
  return kind === 'p256'
    ? holds('sha256', digest)
    : kind === 'ed25519' && (holds(null, canonicalJson(body)) || holds(null, digest));
}

/** The kinds of keys that sign releases. */
export function keyKind(key: KeyObject): 'ed25519' | 'p256' | undefined {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'p256' : undefined;
}

/** The outer form alone: {@link verifyRelease} looks at the rest. */
export function isSigned(value: unknown): value is SignedRelease {
  return (
    isRecord(value) &&
    isRecord(value.body) &&
    typeof value.body.format === 'string' &&
    typeof value.signature === 'string'
  );
}

function wellFormed(body: ReleaseBody): boolean {
  const digest = (value: unknown): boolean => typeof value === 'string' && parseDigest(value).ok;
  return (
    typeof body.part === 'string' &&
    Array.isArray(body.files) &&
    body.files.every((file) => isRecord(file) && typeof file.path === 'string' && digest(file.digest)) &&
    Array.isArray(body.tenants) &&
    body.tenants.every(
      (t) => isRecord(t) && typeof t.tenant === 'string' && digest(t.digest) && digest(t.card),
    ) &&
    (body.format === 'denwaban-release-2'
      ? Array.isArray(body.sounds) && body.sounds.every(digest)
      : body.sounds === undefined)
  );
}
