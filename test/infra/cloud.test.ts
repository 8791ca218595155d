import { beforeAll, describe, expect, it } from 'vitest';
import { refuseDestroy } from '../../src/apply/refuse-destroy.ts';
import { ALARM } from '../../src/store/alarms.ts';
import { every, type Graph, graphOf, theOne } from './graph.ts';
import { sampleSettings } from './sample.ts';

const KEPT = ['Bucket', 'BucketVersioning', 'BucketPublicAccessBlock', 'Eip', 'Key', 'Alias', 'Secret'];

describe('the programs', () => {
  let prod: Graph;
  let staging: Graph;
  beforeAll(async () => {
    prod = await graphOf(sampleSettings('prod'));
    staging = await graphOf(sampleSettings('staging'));
  }, 60_000);

  it('touch one account alone', () => {
    for (const { inputs } of prod.resources.filter(({ type }) => type === 'pulumi:providers:aws')) {
      expect(inputs).toMatchObject({ region: 'ap-northeast-1', allowedAccountIds: '["123456789012"]' });
    }
    const stray = prod.resources.filter(
      ({ type, provider }) => type.startsWith('aws:') && !/::account::/.test(provider),
    );
    expect(stray.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
  });

  it.each(KEPT)('keep every %s of prod, and of staging none', (word) => {
    expect(every(prod, word).length).toBeGreaterThan(0);
    expect(every(prod, word).filter(({ options }) => options.protect !== true)).toEqual([]);
    expect(every(staging, word).filter(({ options }) => options.protect === true)).toEqual([]);
  });

  it('touch one machine after the other, each after the one before has converged', () => {
    const groups = ['node1', 'node2', 'node3', 'edge1', 'edge2'].map((name) => theOne(prod, 'Group', name));
    for (const [i, group] of groups.entries()) {
      expect(group.began).toBeGreaterThan(groups[i - 1]?.ended ?? 0);
      expect(group.options).toMatchObject({
        deleteBeforeReplace: true,
        replaceOnChanges: ['launchTemplate.version'],
      });
      expect(group.inputs).toMatchObject({
        minSize: 1,
        maxSize: 1,
        desiredCapacity: 1,
        waitForCapacityTimeout: '25m',
      });
      expect(
        group.inputs.initialLifecycleHooks.map((h: { name: string; defaultResult: string }) => [
          h.name,
          h.defaultResult,
        ]),
      ).toEqual([
        ['converged', 'ABANDON'],
        ['drained', 'CONTINUE'],
      ]);
    }
  });

  it('let no password or secret value through', () => {
    expect(every(prod, 'SecretVersion')).toEqual([]);
    expect(every(prod, 'AccessKey')).toEqual([]);
    expect(every(prod, 'Secret').map(({ inputs }) => inputs.name)).toEqual([
      'denwaban/prod/operator-op1',
      'denwaban/prod/operator-op2',
      'denwaban/prod/operator-op2-mail',
      'denwaban/prod/chatwork-token',
      'denwaban/prod/room-marker',
      'denwaban/prod/ses-smtp',
      'denwaban/prod/submission-tls',
      'denwaban/prod/edge-tls',
    ]);
  });

  it('let only what nodes say of themselves, and signs of life, grow old', () => {
    const rules = every(prod, 'BucketLifecycleConfiguration').flatMap(({ inputs }) => inputs.rules);
    expect(
      rules.map((rule) => [rule.filter.prefix, Object.keys(rule).filter((key) => /xpiration/.test(key))]),
    ).toEqual([
      ['nodes/', ['noncurrentVersionExpiration']],
      ['lock/', ['noncurrentVersionExpiration']],
    ]);
  });

  it('write the records of mail and phones', () => {
    const records = every(prod, 'Record').map(
      ({ inputs }) => `${inputs.name} ${inputs.type} ${inputs.records.join(', ')}`,
    );
    expect(records.sort()).toEqual([
      '_dmarc.report.denwaban.example TXT v=DMARC1; p=reject; adkim=r; aspf=r',
      '_sips._tcp.sip.denwaban.example SRV 10 50 5061 edge1.sip.denwaban.example., 10 50 5061 edge2.sip.denwaban.example.',
      '_submission._tcp.report.denwaban.example SRV 0 1 587 submission.report.denwaban.example.',
      'aaa._domainkey.report.denwaban.example CNAME aaa.dkim.amazonses.com',
      'bbb._domainkey.report.denwaban.example CNAME bbb.dkim.amazonses.com',
      'bounce.report.denwaban.example MX 10 feedback-smtp.ap-northeast-1.amazonses.com.',
      'bounce.report.denwaban.example TXT v=spf1 include:amazonses.com -all',
      'cards.denwaban.example A 198.51.100.101, 198.51.100.102',
      'ccc._domainkey.report.denwaban.example CNAME ccc.dkim.amazonses.com',
      'edge1.sip.denwaban.example A 198.51.100.101',
      'edge2.sip.denwaban.example A 198.51.100.102',
      'node1.sip.denwaban.example A 198.51.100.1',
      'node2.sip.denwaban.example A 198.51.100.2',
      'node3.sip.denwaban.example A 198.51.100.3',
      'report.denwaban.example MX 10 node1.sip.denwaban.example., 10 node2.sip.denwaban.example., 10 node3.sip.denwaban.example.',
      'report.denwaban.example TXT v=spf1 include:amazonses.com -all',
      'submission.report.denwaban.example A 198.51.100.1, 198.51.100.2, 198.51.100.3',
    ]);
  });

  it('watch each machine', () => {
    const names = every(prod, 'MetricAlarm').map(({ name }) => name);
    for (const machine of ['node1', 'node2', 'node3', 'edge1', 'edge2'])
      expect(names).toEqual(expect.arrayContaining([`heartbeat-${machine}`, `converged-${machine}`]));
    expect(names).toEqual(expect.arrayContaining(['mail-queue-node1', 'calls-failing', 'work-waiting']));
    // The word that begins the line of an alarm on a node, and what counts it.
    expect(theOne(prod, 'LogMetricFilter', ALARM).inputs).toMatchObject({
      pattern: `"${ALARM}"`,
      metricTransformation: { name: theOne(prod, 'MetricAlarm', 'work-waiting').inputs.metricName },
    });
    const topic = theOne(prod, 'Topic', 'alarms').outputs.arn;
    expect(every(prod, 'MetricAlarm').filter(({ inputs }) => !inputs.alarmActions.includes(topic))).toEqual(
      [],
    );
    expect(theOne(prod, 'TopicSubscription', 'alarms').inputs).toMatchObject({
      protocol: 'email',
      endpoint: 'alarms@denwaban.example',
    });
  });

  it('open no port for reports with a password where the stack takes none', () => {
    const about = (graph: Graph) =>
      graph.resources.filter(({ name }) => /(^|-in-)submission/.test(name)).map(({ name }) => name);
    expect(about(prod).sort()).toEqual([
      'node-in-submission-tcp-192.0.2.128-25',
      'submission',
      'submission-srv',
      'submission-tls',
    ]);
    expect(about(staging)).toEqual([]);
  });

  it('name nothing after a company, and every resource of a type once', () => {
    const names = prod.resources.map(({ type, name }) => `${type} ${name}`);
    // The two programs are two stacks; each has a provider of that name.
    const twice = names.filter((name, i) => names.indexOf(name) !== i && !name.endsWith('aws account'));
    expect(twice).toEqual([]);
    expect(names.join('\n')).not.toMatch(/yamada|[^\x20-\x7e\n]/);
  });

  it('make one more node without touching those that are there', async () => {
    const more = await graphOf({
      ...sampleSettings('staging'),
      nodes: [...sampleSettings('staging').nodes, { name: 'node0', address: '10.30.0.22' }],
    });
    for (const before of staging.resources) {
      const after = more.resources.find(({ type, name }) => type === before.type && name === before.name);
      // The new one is in the list of mail hosts, and that is all.
      if (before.name !== 'mx') expect(after?.inputs).toEqual(before.inputs);
    }
  }, 60_000);
});

describe('destroy', () => {
  it('is refused where addresses, store and keys are kept', () => {
    const { nodes: _, ...rest } = sampleSettings('prod');
    expect(() => refuseDestroy({ name: 'prod', aws: rest as never })).toThrow(/protect/);
    expect(() => refuseDestroy({ name: 'staging', aws: { ...rest, protect: false } as never })).not.toThrow();
    expect(() => refuseDestroy({ name: 'local' })).not.toThrow();
  });
});
