import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { LocalWorkspace } from '@pulumi/pulumi/automation/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NodeName } from '../../src/domain/ids.ts';
import { bootstrap } from '../../src/infra/bootstrap/bootstrap.ts';
import { cloud } from '../../src/infra/cloud/cloud.ts';
import { cloudSettings } from '../../src/infra/cloud/settings.ts';
import { loadStack } from '../../src/project/project.ts';
import { openS3 } from '../../src/store/s3.ts';
import { openSigning } from '../../src/store/signing.ts';
import { TestAgent } from '../apply/agent.ts';
import { type Moto, startMoto } from '../aws/moto.ts';
import { type ProviderStandIn, startProviderStandIn } from '../aws/provider-stand-in.ts';
import { PLANTED } from '../commands/stack/planted.ts';
import { MARKER_SECRET, makeProject, type TestProject, TOKEN } from '../commands/stack/project.ts';
import { onPulumi, pulumiIsHere } from './on-pulumi.ts';

const ACCOUNT = '123456789012';
const BACKEND = `denwaban-test-state-${ACCOUNT}`;
const AT = ['--stack', 'test', '--at', '2027-03-01'];

onPulumi();

let moto: Moto;
let standIn: ProviderStandIn;
let project: TestProject;
let agents: TestAgent[];
let s3: S3Client;

/** A stack in AWS: state, store, key and secrets in moto, what AWS itself builds in a stand-in for its provider. */
beforeAll(async () => {
  if (!pulumiIsHere) return;
  moto = await startMoto();
  standIn = await startProviderStandIn();
  for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
  vi.stubEnv('PULUMI_DEBUG_PROVIDERS', standIn.providers);
  vi.stubEnv('PULUMI_CONFIG_PASSPHRASE', '');
  s3 = new S3Client({ forcePathStyle: true });
  const CreateBucketConfiguration = { LocationConstraint: 'ap-northeast-1' } as const;
  for (const Bucket of ['denwaban-test-store', BACKEND])
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: BACKEND, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  const kms = new KMSClient();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(
    new CreateAliasCommand({ AliasName: 'alias/denwaban-test-state', TargetKeyId: KeyMetadata?.KeyId ?? '' }),
  );
  const secrets = new SecretsManagerClient();
  for (const [name, SecretString] of Object.entries({
    'chatwork-token': TOKEN,
    'room-marker': MARKER_SECRET,
  })) {
    const SecretId = `denwaban/test/${name}`;
    await secrets.send(new CreateSecretCommand({ Name: SecretId }));
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages: ['v1'] }));
  }
  project = await makeProject();
  await project.configure((text) =>
    text
      .replace('engine: embedded', 'engine: pulumi')
      .replace(/ {2}denwaban:sandbox:(\n {4}.*)+/, IN_AWS)
      .replaceAll(/127\.0\.10\.(11|12)/g, '10.30.0.$1')
      .replace(/denwaban:cards: .*/, 'denwaban:cards: https://cards.denwaban.example/cards')
      .replace('nodeSilenceSeconds: 1', 'nodeSilenceSeconds: 20'),
  );
  const { publicKey } = await openSigning(project.home);
  const blobs = openS3('denwaban-test-store', '');
  agents = ['node1', 'node2', 'edge1', 'edge2'].map((node) =>
    new TestAgent(node as NodeName, blobs, publicKey).start(),
  );
  expect(await run('apply', ...AT, '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
}, 300_000);

afterAll(async () => {
  if (!pulumiIsHere) return;
  await Promise.all(agents.map((agent) => agent.stop()));
  await project.end();
  standIn.end();
  await moto.end();
  vi.unstubAllEnvs();
});

beforeEach(() => standIn?.hands.clear());

const IN_AWS = `  denwaban:store: s3://denwaban-test-store
  denwaban:aws:
    account: "${ACCOUNT}"
    region: ap-northeast-1
    zones: [a, c]
    network: 10.30.0.0/16
    ami: ami-0123456789abcdef0
    domain: denwaban.example
    alarms: alarms@denwaban.example
    github: { repository: denwaban-example/denwaban, environment: test }
  denwaban:edges:
    - { name: edge1, address: 10.30.0.21 }
    - { name: edge2, address: 10.30.16.21 }
  denwaban:edgeTls: "secret://edge-tls#1"`;

const run = (...args: string[]) => project.start(...args);

/** One of the stacks that hold what lies in AWS, as a person makes it. */
async function inAws(part: 'bootstrap' | 'cloud') {
  const stack = await loadStack('test', join(project.folder, 'stacks'));
  const settings = cloudSettings(stack, { node: 'dist/node-image', edge: 'images/edge' });
  return await LocalWorkspace.createOrSelectStack(
    {
      stackName: `test.${part}`,
      projectName: 'denwaban',
      program: async () => void (part === 'cloud' ? cloud(settings) : bootstrap(settings)),
    },
    {
      workDir: project.folder,
      projectSettings: { name: 'denwaban', runtime: 'nodejs', backend: { url: `s3://${BACKEND}` } },
      secretsProvider: 'awskms://alias/denwaban-test-state?region=ap-northeast-1',
      envVars: { PULUMI_BACKEND_URL: `s3://${BACKEND}`, PULUMI_SKIP_UPDATE_CHECK: 'true' },
    },
  );
}

/** Every version of everything in the bucket of Pulumi's state: a write of the same bytes would be one more. */
async function stateVersions(): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: BACKEND }),
  );
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => `${Key} ${VersionId}`).sort();
}

describe('a stack in AWS', { timeout: 600_000 }, () => {
  it('cannot be looked at while Pulumi holds nothing of what lies there', async () => {
    const { exitCode, stdout } = await run('drift', ...AT);
    expect(stdout).toContain(
      `could not look: AWS: s3://${BACKEND} has no Pulumi stack test.cloud, which is to hold what lies in AWS`,
    );
    expect(exitCode).toBe(1);
  });

  it('is made by Pulumi, which keeps the registry’s password closed in its state', async () => {
    for (const part of ['bootstrap', 'cloud'] as const) {
      const stack = await inAws(part);
      const { summary } = await stack.up();
      expect(summary.result).toBe('succeeded');
    }
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: BACKEND, Key: '.pulumi/stacks/denwaban/test.cloud.json' }),
    );
    const state = (await Body?.transformToString()) ?? '';
    expect(state).toContain('denwaban-test-node:current');
    expect(state).not.toContain('a-token-of-twelve-hours');
  });

  it('has no drift, and no apply takes it for its own', async () => {
    const before = await stateVersions();
    expect(await run('drift', ...AT)).toMatchObject({
      exitCode: 0,
      stdout: 'No drift (stack test)',
      stderr: '',
    });
    expect(await run('apply', ...AT, '--yes')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Applied: 0 created, 0 updated, 0 mended, 0 deleted/),
    });
    expect(await stateVersions()).toEqual(before);
    expect(standIn.deleted).toEqual([]);
  });

  it('has its drift in the one report: what was changed, what is gone, what nobody could see; and no state is written', async () => {
    const before = await stateVersions();
    standIn.hands.set('SecurityGroup edge', (group) => ({
      ...group,
      description: 'open \u001b[31mto\nall',
      tags: { 'made.by': 'hand' },
    }));
    standIn.hands.set('MetricAlarm calls-failing', () => undefined);
    standIn.hands.set('TopicSubscription alarms', (one) => ({ ...one, endpoint: 'taro@yamada.example' }));
    standIn.hands.set('RolePolicy drift', (one) => ({ ...one, policy: '{"Statement":[]}' }));
    agents[0]?.live.get('shard-main')?.set('tenant yamada-shoji', 'by hand');
    const drifted = await run('drift', ...AT);
    expect(drifted.stdout.split('\n')).toEqual([
      'Drift: 6 differences (stack test)',
      'yamada-shoji node1 dialplan: changed tenant yamada-shoji',
      expect.stringMatching(/^ {4}expected: \{"astdb":/),
      '    found:    by hand',
      '(no tenant) AWS: missing aws:cloudwatch/metricAlarm:MetricAlarm calls-failing',
      expect.stringMatching(/^ {4}expected: calls-failing-\d+$/),
      '(no tenant) AWS: changed aws:ec2/securityGroup:SecurityGroup edge: description',
      '    expected: Edges: SIP of carriers and operators',
      '    found:    open  [31mto all',
      '(no tenant) AWS: unowned aws:ec2/securityGroup:SecurityGroup edge: tags',
      '    found:    {"made.by":"hand"}',
      '(no tenant) AWS: changed aws:iam/rolePolicy:RolePolicy drift: policy',
      expect.stringMatching(/^ {4}expected: \d+ characters$/),
      '    found:    {"Statement":[]}',
      '(no tenant) AWS: changed aws:sns/topicSubscription:TopicSubscription alarms: endpoint',
      '    expected: a…@denwaban.example',
      '    found:    t…@yamada.example',
    ]);
    expect(drifted).toMatchObject({ exitCode: 2, stderr: '' });

    standIn.hands.set('Eip node1', () => {
      throw new Error('AccessDenied: taro@yamada.example may not describe addresses');
    });
    const failed = await run('drift', ...AT, '--format', 'json');
    const report = JSON.parse(failed.stdout);
    expect(report.failures).toEqual([
      {
        where: 'AWS',
        problem:
          'test.cloud: aws:ec2/eip:Eip node1: Preview failed: AccessDenied: t…@yamada.example may not describe addresses',
      },
    ]);
    expect(report.differences).toHaveLength(6);
    expect(report.differences).toContainEqual(expect.objectContaining({ node: 'node1', place: 'dialplan' }));
    expect(failed).toMatchObject({ exitCode: 1, stderr: '' });

    expect(await stateVersions()).toEqual(before);
    // The node's own difference shows what the tenant's files say.
    const ofAws = drifted.stdout.slice(drifted.stdout.indexOf('(no tenant)'));
    const printed = `${ofAws}${JSON.stringify(report.failures)}`.replaceAll('t…@yamada.example', '');
    for (const secret of PLANTED) expect(printed).not.toContain(secret);
  });

  it.each(['before it is looked at', 'while it is looked at'])(
    'is not judged by a state that somebody has begun to write %s',
    async (when) => {
      const blobs = openS3(BACKEND, '.pulumi');
      const key = 'locks/organization/denwaban/test.cloud/somebody.json';
      let writing = Promise.resolve<unknown>(undefined);
      const begin = () => {
        writing = blobs.put(key, '{}');
      };
      if (when.startsWith('before')) begin();
      await writing;
      standIn.hands.set('Vpc network', (one) => {
        begin();
        return { ...one, cidrBlock: '10.31.0.0/16' };
      });
      const { exitCode, stdout } = await run('drift', ...AT);
      await writing;
      await blobs.delete(key);
      expect(stdout).toContain('could not look: AWS: the Pulumi stack test.cloud is being changed');
      expect(stdout).not.toContain('10.31.0.0/16');
      expect(exitCode).toBe(1);
    },
  );

  it.each(['cloud', 'bootstrap'] as const)('refuses that its %s is destroyed by hand', async (part) => {
    const stack = await inAws(part);
    // Neither without a preview, which would have refused, nor where it is to go on after a failure.
    for (const continueOnError of [false, true]) {
      await expect(stack.destroy({ continueOnError })).rejects.toThrow(/protect/);
      expect(standIn.deleted).toEqual([]);
    }
  });
});
