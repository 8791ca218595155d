import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import type { SecretRef } from '../../src/model/stack.ts';
import { openFolder } from '../../src/store/folder.ts';
import { makeHome, type StackHome, stackHome } from '../../src/store/home.ts';
import { openSecrets } from '../../src/store/open-secrets.ts';
import { getRelease, putRelease } from '../../src/store/release.ts';
import { openSigning, openVerifying, readPublicKey, verifyingKey } from '../../src/store/signing.ts';
import type { ReleaseBody } from '../../src/store/store.ts';
import { type Moto, startMoto } from '../aws/moto.ts';

let moto: Moto;
let folder: string;
let home: StackHome;
beforeAll(async () => {
  moto = await startMoto();
}, 90_000);
afterAll(() => moto.end());
beforeEach(async () => {
  for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
  folder = await mkdtemp(join(tmpdir(), 'denwaban-aws-'));
  home = stackHome(folder, 'prod');
  await makeHome(home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const nobody = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };

describe('signing in KMS', { timeout: 60_000 }, () => {
  /** More than the 4,096 bytes that KMS signs. */
  const body: ReleaseBody = {
    format: 'denwaban-release-1',
    part: 'shard-main',
    files: [],
    tenants: Array.from({ length: 100 }, (_, i) => ({
      tenant: `tenant-${i}` as TenantId,
      digest: sha256(`${i}`),
      card: sha256(`card ${i}`),
    })),
  };
  let made = 0;
  async function key(KeySpec: 'ECC_NIST_P256' | 'RSA_2048' | 'SYMMETRIC_DEFAULT' = 'ECC_NIST_P256') {
    const kms = new KMSClient();
    const KeyUsage = KeySpec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'SIGN_VERIFY';
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
    const TargetKeyId = KeyMetadata?.KeyId ?? '';
    const AliasName = `alias/denwaban-${++made}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    return { signing: `kms:${AliasName}`, id: TargetKeyId };
  }

  it('makes releases that nodes verify with the public half alone', async () => {
    const { signing, id } = await key();
    const blobs = openFolder(home.store);
    const { signer, publicKey } = await openSigning(home, signing);
    const digest = await putRelease(blobs, body, signer);
    expect(await getRelease(blobs, digest, publicKey)).toEqual(body);
    expect(await getRelease(blobs, digest, await readPublicKey(home.publicKey))).toEqual(body);
    expect(await getRelease(blobs, digest, await openVerifying(home, `kms:${id}`))).toEqual(body);
    for (const other of [
      (await openSigning(home, (await key()).signing)).publicKey,
      generateKeyPairSync('ed25519').publicKey,
    ]) {
      await expect(getRelease(blobs, digest, other)).rejects.toMatchObject({ code: 'release-signature' });
    }
  });

  it('gives a node its key, and the last one again while KMS does not answer', async () => {
    const { signing } = await key();
    const kept = join(folder, 'release.pub');
    const fetched = await verifyingKey(signing, kept);
    for (const [name, value] of Object.entries(nobody)) vi.stubEnv(name, value);
    expect((await verifyingKey(signing, kept)).equals(fetched)).toBe(true);
    await expect(verifyingKey(signing, `${kept}.none`)).rejects.toMatchObject({
      code: 'signing-key-unreachable',
    });
    expect(await readFile(kept, 'utf8')).toContain('PUBLIC KEY');
  });

  it.each(['RSA_2048', 'SYMMETRIC_DEFAULT'] as const)('refuses a key of the kind %s', async (spec) => {
    const { signing } = await key(spec);
    await expect(openSigning(home, signing)).rejects.toMatchObject({
      code: 'signing-key-kind',
      action: expect.stringContaining('ECC_NIST_P256'),
    });
  });

  it('names a key that is missing', async () => {
    await expect(openSigning(home, 'kms:alias/none')).rejects.toMatchObject({ code: 'signing-key-missing' });
  });

  it('asks KMS for ed25519 where the key is of that kind', async () => {
    // moto has no such keys. The answers are as AWS documents them.
    const pair = generateKeyPairSync('ed25519');
    const asked: Record<string, unknown>[] = [];
    const server = createServer(async (request, response) => {
      const text = (await request.toArray()).join('');
      const input = JSON.parse(text) as { Message: string };
      const answer =
        request.headers['x-amz-target'] === 'TrentService.GetPublicKey'
          ? {
              KeySpec: 'ECC_NIST_EDWARDS25519',
              KeyUsage: 'SIGN_VERIFY',
              PublicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
            }
          : {
              Signature: sign(null, Buffer.from(input.Message, 'base64'), pair.privateKey).toString('base64'),
            };
      asked.push(input);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as { port: number }).port}`);
    const blobs = openFolder(home.store);
    const { signer, publicKey } = await openSigning(home, 'kms:alias/ed');
    const digest = await putRelease(blobs, body, signer);
    expect(await getRelease(blobs, digest, publicKey)).toEqual(body);
    expect(asked[1]).toMatchObject({
      KeyId: 'alias/ed',
      MessageType: 'RAW',
      SigningAlgorithm: 'ED25519_SHA_512',
    });
    server.close();
  });

  it('is not passed by a signature over anything else', async () => {
    const blobs = openFolder(home.store);
    const { signer, publicKey } = await openSigning(home, (await key()).signing);
    const other = { ...body, tenants: [] };
    const crooked = { ...signer, sign: () => signer.sign(Buffer.from(canonicalJson(other))) };
    const digest = await putRelease(blobs, body, crooked);
    await expect(getRelease(blobs, digest, publicKey)).rejects.toMatchObject({ code: 'release-signature' });
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    await expect(getRelease(blobs, digest, rsa)).rejects.toMatchObject({ code: 'release-signature' });
  });
});

describe('secrets in Secrets Manager', { timeout: 60_000 }, () => {
  const ref = (text: string) => `secret://${text}` as SecretRef;
  async function put(name: string, values: readonly string[]) {
    const client = new SecretsManagerClient();
    await client.send(new CreateSecretCommand({ Name: name, SecretString: 'not named by a stage' }));
    for (const [i, SecretString] of values.entries()) {
      await client.send(
        new PutSecretValueCommand({
          SecretId: name,
          SecretString,
          VersionStages: [`v${i + 1}`],
        }),
      );
    }
    return client;
  }

  it('are found by prefix, name and version stage', async () => {
    await put('denwaban/prod/chatwork-token', ['first', 'second']);
    const secrets = openSecrets('aws:denwaban/prod/');
    expect(await secrets(ref('chatwork-token#1'))).toBe('first');
    expect(await secrets(ref('chatwork-token#2'))).toBe('second');
  });

  it.each(['chatwork-token#9', 'none#1'])('are named where %s is missing', async (name) => {
    await put(`denwaban/${name.length}/chatwork-token`, ['planted-value']);
    const error = await openSecrets(`aws:denwaban/${name.length}/`)(ref(name)).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'secret-missing',
      message: expect.stringContaining(`secret://${name}`),
    });
    expect(String(error)).not.toContain('planted-value');
  });

  it('are read anew after a while, and used on while AWS does not answer', async () => {
    const own = await startMoto();
    onTestFinished(() => own.end());
    vi.stubEnv('AWS_ENDPOINT_URL', own.endpoint);
    const client = await put('denwaban/b/operator-op1', ['first']);
    const secrets = openSecrets('aws:denwaban/b/');
    expect(await secrets(ref('operator-op1#1'))).toBe('first');
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now + 3_600_000);
    await client.send(
      new PutSecretValueCommand({
        SecretId: 'denwaban/b/operator-op1',
        SecretString: 'mended',
        VersionStages: ['v1'],
      }),
    );
    expect(await secrets(ref('operator-op1#1'))).toBe('mended');
    clock.mockImplementation(() => now + 7_200_000);
    await own.end();
    expect(await secrets(ref('operator-op1#1'))).toBe('mended');
    clock.mockRestore();
  });

  it('say that AWS does not answer where they were never read', async () => {
    for (const [name, value] of Object.entries(nobody)) vi.stubEnv(name, value);
    await expect(openSecrets('aws:x/')(ref('a#1'))).rejects.toMatchObject({ code: 'secrets-unreachable' });
  });
});
