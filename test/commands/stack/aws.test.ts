import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NodeName } from '../../../src/domain/ids.ts';
import { readRecords } from '../../../src/store/applied-record.ts';
import { openS3 } from '../../../src/store/s3.ts';
import { readPublicKey, verifyingKey } from '../../../src/store/signing.ts';
import { TestAgent } from '../../apply/agent.ts';
import { type Moto, makeBucket, startMoto } from '../../aws/moto.ts';
import { MARKER_SECRET, makeProject, type TestProject, TOKEN } from './project.ts';

let moto: Moto;
let project: TestProject;
let agents: TestAgent[];

/** The same project with its store, its signing key and its secrets in AWS. */
beforeAll(async () => {
  moto = await startMoto();
  for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
  project = await makeProject();
  await makeBucket('denwaban');
  const kms = new KMSClient();
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  );
  await kms.send(
    new CreateAliasCommand({ AliasName: 'alias/denwaban', TargetKeyId: KeyMetadata?.KeyId ?? '' }),
  );
  const secrets = new SecretsManagerClient();
  for (const [name, SecretString] of [
    ['chatwork-token', TOKEN],
    ['room-marker', MARKER_SECRET],
  ] as const) {
    const SecretId = `denwaban/test/${name}`;
    await secrets.send(new CreateSecretCommand({ Name: SecretId }));
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages: ['v1'] }));
  }
  await project.configure((text) =>
    text
      .replace(
        / {2}denwaban:sandbox:(\n {4}.*)+/,
        '  denwaban:store: s3://denwaban/test\n  denwaban:signing: kms:alias/denwaban',
      )
      .replace('nodeSilenceSeconds: 1', 'nodeSilenceSeconds: 20'),
  );
  const blobs = openS3('denwaban', 'test');
  const key = await verifyingKey('kms:alias/denwaban', `${project.folder}/node.pub`);
  agents = ['node1', 'node2'].map((node) => new TestAgent(node as NodeName, blobs, key).start());
}, 120_000);
afterAll(async () => {
  await Promise.all(agents.map((agent) => agent.stop()));
  await project.end();
  await moto.end();
  vi.unstubAllEnvs();
});

describe('a stack with store, key and secrets in AWS', { timeout: 180_000 }, () => {
  it('is applied, looked at, gone back on and tidied as one in a folder is', async () => {
    const run = (...args: string[]) => project.start(...args, '--stack', 'test');
    // The samples are of a day on which the sandbox's clock starts.
    const at = ['--at', '2027-03-01'];
    expect(await run('apply', ...at, '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    // A machine that only looks has never applied, and so has no copy of the public key.
    await rm(join(project.folder, '.denwaban/test/keys/release.pub'));
    expect(await run('drift', ...at)).toMatchObject({ exitCode: 0, stderr: '' });
    await project.edit('yamada-shoji', (file) => file.replace(/(greeting: ).*/, '$1もしもし'));
    expect(await run('apply', ...at, '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    const listed = JSON.parse((await run('release/list', '--format=json')).stdout).releases as {
      part: string;
      digest: string;
      applied: boolean;
    }[];
    const before = listed.find((row) => row.part === 'shard-main' && !row.applied)?.digest ?? '';
    expect(await run('release/activate', before, '--reason', 'tried')).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    for (const agent of agents) expect(agent.taken.at(-1)).toBe(`shard-main ${before}`);
    expect(await run('drift', ...at)).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('(tried)'),
    });
    expect(await run('store/gc', '--yes')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Nothing/),
    });
  });

  it('is applied by one of two at a time, each of which leaves its signed records', async () => {
    const run = (...args: string[]) => project.start(...args, '--stack', 'test', '--at', '2027-03-01');
    await project.edit('yamada-shoji', (file) => file.replace(/(greeting: ).*/, '$1はい'));
    const both = await Promise.all([run('apply', '--yes'), run('apply', '--yes')]);
    const refused = both.filter(({ exitCode }) => exitCode !== 0);
    expect(refused.length).toBeLessThan(2);
    for (const { stderr } of refused) expect(stderr).toMatch(/^error stack-locked: .* since 20/);
    const key = await readPublicKey(project.home.publicKey);
    const records = await readRecords(openS3('denwaban', 'test'), 'test', [key]);
    expect(records.length).toBeGreaterThan(2);
    expect(records.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(records.at(-1)?.record?.outcome).toBe('applied');
    expect(await run('drift')).toMatchObject({ exitCode: 0 });
  });
});
