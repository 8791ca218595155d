import { createPublicKey, type KeyObject } from 'node:crypto';
import { sha256 } from '../domain/canonical.ts';
import { same, type Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { AWS_CLIENT, awsError, awsProblem } from './aws.ts';
import { keyKind, type Signer } from './release.ts';

/** The key of a location `kms:<key id, ARN or alias/name>`; undefined where it is something else, such as a file. */
export function kmsKey(location: string | undefined): string | undefined {
  return /^kms:(.+)$/.exec(location ?? '')?.[1];
}

const ALGORITHM = { ed25519: 'ED25519_SHA_512', p256: 'ECDSA_SHA_256' } as const;

/**
 * Signs with a key that never leaves KMS, of the key spec ECC_NIST_P256 or ECC_NIST_EDWARDS25519. What it signs is the digest of the
 * release (see `verifyRelease`), as a whole message: KMS's ed25519 signs no digest of its own making.
 *
 * Problems `signing-key-missing`, `signing-key-kind`, `signing-key-denied`, `signing-key-unreachable`, `signing-key-failed`.
 */
export async function kmsSigner(key: string): Promise<Signer> {
  const publicKey = await kmsPublicKey(key);
  const SigningAlgorithm = ALGORITHM[keyKind(publicKey) ?? 'p256'];
  return {
    publicKey,
    sign: (bytes) =>
      ask(key, 'kms:Sign', async (sdk, client) => {
        const Message = Buffer.from(sha256(bytes));
        const { Signature } = await client.send(
          new sdk.SignCommand({ KeyId: key, Message, MessageType: 'RAW', SigningAlgorithm }),
        );
        return Signature ?? new Uint8Array();
      }),
  };
}

/** The public half, for whoever verifies: a node needs kms:GetPublicKey alone. */
export async function kmsPublicKey(key: string): Promise<KeyObject> {
  const { PublicKey, KeySpec, KeyUsage } = await ask(key, 'kms:GetPublicKey', (sdk, client) =>
    client.send(new sdk.GetPublicKeyCommand({ KeyId: key })),
  );
  const found = PublicKey && createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  if (found && keyKind(found) && KeyUsage === 'SIGN_VERIFY') return found;
  throw wrongKind(keyWords(key), KeySpec ?? found?.asymmetricKeyType ?? 'no key pair');
}

function keyWords(key: string): Text {
  return { en: `the KMS key ${key}`, ja: `KMS の鍵 ${key}` };
}

function wrongKind(where: Text, kind: string, cause?: unknown): Problem {
  return new Problem(
    'signing-key-kind',
    {
      en: `${where.en} cannot sign releases (${kind})`,
      ja: `${where.ja} ではリリースに署名できません（${kind}）`,
    },
    {
      en: 'make one with the key spec ECC_NIST_P256 or ECC_NIST_EDWARDS25519 and the key usage SIGN_VERIFY',
      ja: '鍵の仕様 ECC_NIST_P256 か ECC_NIST_EDWARDS25519、用途 SIGN_VERIFY で作ってください',
    },
    { cause },
  );
}

type Sdk = typeof import('@aws-sdk/client-kms');

async function ask<T>(
  key: string,
  right: string,
  request: (sdk: Sdk, client: InstanceType<Sdk['KMSClient']>) => Promise<T>,
): Promise<T> {
  const sdk = await import('@aws-sdk/client-kms');
  const client = new sdk.KMSClient(AWS_CLIENT);
  try {
    return await request(sdk, client);
  } catch (error) {
    const where = keyWords(key);
    const { name } = awsError(error);
    if (name === 'NotFoundException') {
      const action = {
        en: 'mend denwaban:signing in the stack, or make the key',
        ja: 'スタックの denwaban:signing を直すか、鍵を作ってください',
      };
      throw new Problem(
        'signing-key-missing',
        { en: `${where.en} does not exist`, ja: `${where.ja} がありません` },
        action,
        { cause: error },
      );
    }
    if (/^(Disabled|KMSInvalidState|KeyUnavailable)Exception$/.test(name)) {
      const action = {
        en: 'enable it, or name another key (docs/opinions.md says how a key is changed)',
        ja: '有効にするか、別の鍵を指定してください（鍵の変え方は docs/opinions.md にあります）',
      };
      throw new Problem(
        'signing-key-disabled',
        { en: `${where.en} cannot be used (${name})`, ja: `${where.ja} が使えません（${name}）` },
        action,
        {
          cause: error,
        },
      );
    }
    // A symmetric key has no public half.
    if (/^(UnsupportedOperation|InvalidKeyUsage)Exception$/.test(name)) throw wrongKind(where, name, error);
    throw awsProblem(error, { what: 'signing-key', where, right: same(right) });
  } finally {
    client.destroy();
  }
}
