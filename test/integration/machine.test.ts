import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { userData } from '../../src/infra/cloud/user-data/user-data.ts';
import { imageName } from '../../src/sandbox/images/image.ts';
import { openS3 } from '../../src/store/s3.ts';
import { readStatus } from '../../src/store/status.ts';
import { type Moto, makeBucket, startMoto } from '../aws/moto.ts';
import { machineFacts } from '../infra/machine-facts.ts';
import { type Aws, startAws } from '../machine/aws.ts';
import { BootedMachine } from '../machine/machine.ts';
import type { Vpc } from '../network/vpc.ts';
import { NodeStore } from '../node/node-store.ts';
import { Ends, NODE, prodSecrets, release, startVpc } from './cloud/ends.ts';

interface CloudConfig {
  packages: string[];
  write_files: { path: string; content: string; permissions: string }[];
}

/** The image has to come first, and metrics come once a minute. */
const PATIENCE = { timeout: 150_000, interval: 500 };
const FAIL_ONCE = '/run/fail-once';
const LIVE = '/var/lib/denwaban/live';
/** Longer than a script that waits for nothing more takes to stop the node. */
const LISTEN_MS = 20_000;
const ANSWER_MS = 3_000;

let moto: Moto;
let vpc: Vpc;
let aws: Aws;
let store: NodeStore;
let config: CloudConfig;
let machine: BootedMachine;
let facts = machineFacts();

/** One machine for all: the tests are what happens to it, in this order. */
beforeAll(async () => {
  moto = await startMoto();
  for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
  await makeCluster();
  store = new NodeStore(openS3(facts.store));
  vpc = await startVpc();
  aws = await startAws(vpc, { moto: moto.endpoint, image: imageName('node') });
  await aws.api.logs('CreateLogGroup', { logGroupName: facts.logGroup });
  facts = { ...facts, publicKey: store.publicKey, image: aws.image };
  config = parse(userData(facts)) as CloudConfig;
  for (const file of config.write_files)
    if (file.path === '/etc/denwaban/env') file.content += `AWS_ENDPOINT_URL=${aws.endpoint}\n`;
  machine = await BootedMachine.boot('denwaban-test-machine', {
    userData: `#cloud-config\n${stringify(config, { lineWidth: 0 })}`,
    standIns: {
      ...aws.standIns,
      // Packages are there already, and none can be fetched.
      '/usr/local/bin/apt-get': '#!/bin/sh\necho "$@" >>/var/log/asked-for\n',
      // Docker fails once when it is told to, as after a machine's hurried start.
      '/etc/systemd/system/docker.service.d/fail-once.conf': `[Service]
ExecStartPre=/bin/sh -c "! rm ${FAIL_ONCE} 2>/dev/null"
`,
    },
    plug: (one) => vpc.inside(NODE.address, one),
  });
}, 600_000);

afterAll(async () => {
  await machine?.end();
  await aws?.end();
  vpc?.stop();
  await moto?.end();
  vi.unstubAllEnvs();
});

/** What the cluster's program makes, with the values that a person puts in. */
async function makeCluster(): Promise<void> {
  await makeBucket(facts.store);
  const secrets = new SecretsManagerClient();
  for (const [ref, SecretString] of Object.entries(await prodSecrets())) {
    const [name, version] = ref.split('#');
    const SecretId = `${facts.secrets}/${name}`;
    await secrets.send(new CreateSecretCommand({ Name: SecretId }));
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString, VersionStages: [`v${version}`] }));
  }
}

const inNode = (...command: string[]) => machine.run('docker', 'exec', 'denwaban', ...command);
const asterisk = (command: string) =>
  inNode('asterisk', '-C', `${LIVE}/asterisk/asterisk.conf`, '-rx', command);

/** A mail that cannot be sent from here. */
const leaveMail = () =>
  inNode('sh', '-c', `echo 'Subject: one' | MAIL_CONFIG=${LIVE}/postfix sendmail someone@customer.example`);
const deleteMail = () => inNode('postsuper', '-c', `${LIVE}/postfix`, '-d', 'ALL');

/** What the machine has told its group. */
const toldGroup = () =>
  aws.api
    .all('CompleteLifecycleAction')
    .map((told) => [
      told.LifecycleHookName,
      told.AutoScalingGroupName,
      told.InstanceId,
      told.LifecycleActionResult,
    ]);
const told = (hook: string) => [hook, facts.group, aws.metadata.instance, 'CONTINUE'];

describe('a machine that starts with its user data', { timeout: 200_000 }, () => {
  it('is set up by cloud-init without an error', async () => {
    expect(await machine.run('cloud-init', 'status', '--wait')).toContain('status: done');
    expect(JSON.parse(await machine.run('cat', '/run/cloud-init/result.json'))).toMatchObject({
      v1: { errors: [] },
    });
    expect(await machine.run('cat', '/var/log/asked-for')).toContain(`install ${config.packages.join(' ')}`);
  });

  it('has its files', async () => {
    for (const { path, content, permissions } of config.write_files) {
      expect(await machine.run('stat', '--format', '0%a %U:%G', path), path).toBe(`${permissions} root:root`);
      expect(`${await machine.run('cat', path)}\n`.trim(), path).toBe(content.trim());
    }
  });

  it('has units that systemd takes without a word, and no ssh', async () => {
    const units = config.write_files
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/etc/systemd/'));
    expect(units.length).toBeGreaterThan(0);
    expect(await machine.say('systemd-analyze', 'verify', ...units)).toBe('');
    expect(await machine.say('systemctl', 'is-enabled', 'sshd.service')).toBe('disabled');
    expect(await machine.say('systemctl', 'is-active', 'sshd.service')).toBe('inactive');
  });

  it('starts its image by digest from the registry, and then its group may go on', async () => {
    await vi.waitFor(() => expect(toldGroup()).toEqual([told('converged')]), PATIENCE);
    expect(await readStatus(store.blobs, store.name)).toMatchObject({ parts: {} });
    const [container] = JSON.parse(await machine.run('docker', 'inspect', 'denwaban'));
    expect(container).toMatchObject({
      State: { Running: true },
      Config: { Image: facts.image },
      HostConfig: { NetworkMode: 'host', AutoRemove: true },
    });
  });

  it('takes what is released, with its secrets', async () => {
    expect(await release(store)).toEqual([]);
  });

  it.each([
    ['its container dies', 'docker kill denwaban'],
    ['Docker ends, and fails once', `touch ${FAIL_ONCE}; systemctl stop docker.socket docker.service`],
  ])('comes back by itself when %s', async (_, command) => {
    const before = await readStatus(store.blobs, store.name);
    await machine.run('sh', '-c', command);
    await store.until(
      ({ parts, asteriskStarted = 0 }) =>
        asteriskStarted > (before?.asteriskStarted ?? 0) &&
        Object.keys(parts).length === Object.keys(before?.parts ?? {}).length &&
        Object.values(parts).every(({ state }) => state === 'converged'),
      PATIENCE.timeout,
    );
  });

  it('says every minute how it is, and its log is where it is looked for', async () => {
    await leaveMail();
    await vi.waitFor(() => {
      const said = aws.api
        .all('PutMetricData')
        .map((metric) => [
          metric.Namespace,
          `${metric['MetricData.member.1.MetricName']}=${Number(metric['MetricData.member.1.Value'])}`,
          `${metric['MetricData.member.1.Dimensions.member.1.Name']}=${metric['MetricData.member.1.Dimensions.member.1.Value']}`,
        ]);
      for (const what of ['Heartbeat=1', 'Converged=1', 'MailQueue=1'])
        expect(said).toContainEqual([facts.metrics, what, `Node=${facts.name}`]);
    }, PATIENCE);
    await deleteMail();
    const { events } = (await aws.api.logs('GetLogEvents', {
      logGroupName: facts.logGroup,
      logStreamName: facts.name,
    })) as { events: { message: string }[] };
    expect(events.map(({ message }) => message).join('\n')).toMatch(/agent: cluster: .* is live and proved/);
  });

  it('lets its calls and its mail end before it ends, and takes no new calls', async () => {
    const ends = await Ends.open(vpc);
    try {
      const call = await ends.call(asterisk);
      expect(await call.final).toBe(200);
      aws.metadata.targetLifecycleState = 'Terminated';
      await vi.waitFor(async () => {
        const tried = await ends.place();
        const status = await Promise.race([tried.final, sleep(ANSWER_MS, 0)]);
        // It would wait for the operator, and the machine for it.
        if (status === 0) await tried.hangUp();
        expect(status).toBe(503);
      }, PATIENCE);
      const {
        carrier: [carrier],
        operator: [operator],
      } = ends.voices;
      const before = { carrier: carrier?.heard, operator: operator?.heard };
      await sleep(LISTEN_MS);
      expect(carrier?.heard).toBeGreaterThan(before.carrier ?? 0);
      expect(operator?.heard).toBeGreaterThan(before.operator ?? 0);
      // What is stopped would still talk for a while.
      expect(await machine.say('systemctl', 'is-active', 'denwaban.service')).toBe('active');
      expect(toldGroup()).toEqual([told('converged')]);
      await leaveMail();
      expect(await call.hangUp()).toBe(200);
      await sleep(LISTEN_MS);
      expect(toldGroup()).toEqual([told('converged')]);
      await deleteMail();
      await vi.waitFor(() => expect(toldGroup()).toEqual([told('converged'), told('drained')]), PATIENCE);
      // Failed: an agent that waits for the Asterisk that has ended was killed.
      expect(await machine.say('systemctl', 'is-active', 'denwaban.service')).toMatch(/^(inactive|failed)$/);
      expect(await machine.run('docker', 'ps', '--all', '--quiet')).toBe('');
    } finally {
      ends.close();
    }
  });
});
