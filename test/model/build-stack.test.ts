import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../src/domain/ids.ts';
import { buildStack, shardOf } from '../../src/model/build-stack.ts';
import { type Stack, secretRefs } from '../../src/model/stack.ts';
import { checkPoolTenants } from '../../src/model/stack-rules.ts';
import { stackSource } from './source.ts';

type Change = readonly [from: string | RegExp, to: string];

function stack(changes: readonly Change[] = [], net?: string): Stack {
  const built = buildStack('local', stackSource(...changes), net);
  if ('problems' in built) throw new Error(built.problems.map((p) => p.message.en).join('; '));
  return built.stack;
}

function problems(...changes: readonly Change[]): string[] {
  const built = buildStack('local', stackSource(...changes));
  return 'problems' in built ? built.problems.map((p) => p.code) : [];
}

const SUBMISSION: Change = [
  '    graceDays: 7',
  '    submission: { networks: [0.0.0.0/0], tls: "secret://submission-tls#1" }\n    graceDays: 7',
];
const mailPassword = (secret: string): Change => ['id: op2,', `id: op2, mailPassword: "secret://${secret}",`];
const MAIL_PASSWORD = mailPassword('operator-op2-mail#1');

describe('buildStack', () => {
  it('reads the sandbox', () => {
    const local = stack();
    expect(local).toMatchObject({
      name: 'local',
      engine: 'embedded',
      sandbox: { net: '127.0.10', clock: '2027-03-01T10:00:00+09:00' },
      tenants: 'tenants',
      home: 'local',
      store: 'file:.denwaban/local/store',
      report: { domain: 'report.denwaban.example', graceDays: 7, relay: { host: '127.0.10.21', port: 2525 } },
    });
    expect(local.nodes.map((n) => `${n.name} ${n.address}`)).toEqual([
      'node1 127.0.10.11',
      'node2 127.0.10.12',
    ]);
    expect(local.shards).toHaveLength(256);
  });

  it('reads where a stack on AWS keeps releases, key and secrets', () => {
    const sandbox = / {2}denwaban:sandbox:(\n {4}.*)+/;
    const aws = (more: string) => stack([[sandbox, `  denwaban:store: s3://denwaban-prod/one${more}`]]);
    expect(aws('')).toMatchObject({ store: 's3://denwaban-prod/one', secrets: 'aws:denwaban/local/' });
    expect(aws('')).not.toHaveProperty('signing');
    const told = '\n  denwaban:signing: kms:alias/denwaban\n  denwaban:secrets: "aws:elsewhere/"';
    expect(aws(told)).toMatchObject({ signing: 'kms:alias/denwaban', secrets: 'aws:elsewhere/' });
    expect(stack()).not.toHaveProperty('secrets');
  });

  it('reads numbers that Pulumi has written as text', () => {
    const written = stack([
      ['ringSeconds: 20', 'ringSeconds: "25"'],
      ['nodeSilenceSeconds: 20', 'nodeSilenceSeconds: "3600"'],
    ]);
    expect(written).toMatchObject({ ringSeconds: 25, nodeSilenceSeconds: 3600 });
    expect(problems(['ringSeconds: 20', 'ringSeconds: "0"'])).toEqual(['wrong-form']);
    expect(problems(['ringSeconds: 20', 'ringSeconds: "3601"'])).toEqual(['wrong-form']);
    expect(problems(['ringSeconds: 20', 'ringSeconds: 3601'])).toEqual(['out-of-range']);
    expect(problems(['ringSeconds: 20', 'ringSeconds: [20]'])).toEqual(['wrong-type']);
  });

  it('reads how much one apply may change: 30 % of twenty or more where nothing is said', () => {
    const said = (limits: string): [string, string] => [
      '  denwaban:shards:',
      `  denwaban:limits: ${limits}\n  denwaban:shards:`,
    ];
    expect(stack().limits).toEqual({ percent: 30, percentFrom: 20 });
    expect(stack([said('{ tenants: 5 }')]).limits).toEqual({ percent: 30, percentFrom: 20, tenants: 5 });
    expect(stack([said('{ percent: 100 }')]).limits).toEqual({ percent: 100, percentFrom: 1 });
    expect(problems(said('{ percent: 101 }'))).toEqual(['out-of-range']);
    expect(problems(said('{ tenants: 0 }'))).toEqual(['out-of-range']);
    expect(problems(said('{ numbers: 1 }'))).toEqual(['unknown-key']);
  });

  it('moves every address of a sandbox to another network, and nothing else', () => {
    const moved = stack([], '127.0.20');
    const texts = JSON.stringify(moved);
    expect(texts).not.toContain('127.0.10');
    expect(moved.report.operatorNetworks).toEqual(['127.0.20.0/24']);
    expect(moved.chatwork.api).toBe('http://127.0.20.20:8080/v2');
    expect(moved.sandbox?.net).toBe('127.0.20');
    expect(moved.home).toBe('local-127.0.20');
    expect(moved.store).toBe('file:.denwaban/local-127.0.20/store');
    expect(JSON.stringify(stack()).replaceAll('127.0.10', '127.0.20')).toBe(
      texts.replaceAll('local-127.0.20', 'local'),
    );
  });

  it('has one home on the network of its file, said or not', () => {
    expect(stack([], '127.0.10')).toEqual(stack());
  });

  it('leaves a stack alone that is no sandbox', () => {
    const real = [[/ {2}denwaban:sandbox:\n.*\n.*\n/, '']] as const;
    expect(stack(real, '127.0.20')).toEqual(stack(real));
  });

  it('sends tenants to the pool that names them', () => {
    const local = stack([
      [
        'strategy: rrmemory }',
        'strategy: rrmemory }\n    - { id: law, strategy: ringall, tenants: [kitazawa-law] }',
      ],
    ]);
    expect([...local.poolOf]).toEqual([['kitazawa-law', 'law']]);
  });

  it('reads what a relay is shown, and takes a sandbox without one where it captures', () => {
    const relay = 'relay: { host: 127.0.10.21, port: 2525 }';
    const login =
      'relay: { host: smtp.example, port: 587, user: AKIASAMPLE, password: "secret://ses-smtp#4" }';
    const real = stack([
      [/ {2}denwaban:sandbox:(\n {4}.*)+/, ''],
      [relay, login],
    ]);
    expect(real.report.relay).toEqual({
      host: 'smtp.example',
      port: 587,
      login: { user: 'AKIASAMPLE', password: 'secret://ses-smtp#4' },
    });
    expect(secretRefs(real)).toContain('secret://ses-smtp#4');
    const captures = stack([
      ['delivery: live', 'delivery: capture'],
      [`    ${relay}\n`, ''],
    ]);
    expect(captures).toMatchObject({ delivery: 'capture', report: { domain: 'report.denwaban.example' } });
  });

  it('takes reports with a password only where the stack says from where, and who', () => {
    expect(stack().report).not.toHaveProperty('submission');
    const open = stack([SUBMISSION, MAIL_PASSWORD]);
    expect(open.report.submission).toEqual({ networks: ['0.0.0.0/0'], tls: 'secret://submission-tls#1' });
    expect(open.operators.map(({ mailPassword }) => mailPassword)).toEqual([
      undefined,
      'secret://operator-op2-mail#1',
    ]);
    expect(secretRefs(open)).toEqual(
      expect.arrayContaining(['secret://operator-op2-mail#1', 'secret://submission-tls#1']),
    );
  });

  it.each<[what: string, changes: Change[], codes: string[]]>([
    ['nobody who could log in', [SUBMISSION], ['stack-submission']],
    ['somebody who could, and nowhere to', [MAIL_PASSWORD], ['stack-submission']],
    ['the password of the phone', [SUBMISSION, mailPassword('operator-op2#1')], ['stack-mail-password']],
    ['another version of it', [SUBMISSION, mailPassword('operator-op2#2')], ['stack-mail-password']],
    ['that of another’s phone', [SUBMISSION, mailPassword('operator-op1#1')], ['stack-mail-password']],
    [
      'one for two',
      [
        SUBMISSION,
        MAIL_PASSWORD,
        ['#1", pools: [default] }', '#1", mailPassword: "secret://operator-op2-mail#4", pools: [default] }'],
      ],
      ['stack-mail-password'],
    ],
    [
      'a password as it is',
      [SUBMISSION, ['id: op2,', 'id: op2, mailPassword: hunter2-hunter2,']],
      ['wrong-form'],
    ],
  ])('refuses %s', (_, changes, codes) => {
    expect(problems(...changes)).toEqual(codes);
  });

  it('spreads buckets over shards', () => {
    const local = stack([['{ main: [0, 255] }', '{ a: [0, 127], b: [128, 255] }']]);
    expect([local.shards[0], local.shards[127], local.shards[128], local.shards[255]]).toEqual([
      'a',
      'a',
      'b',
      'b',
    ]);
    expect(new Set(['yamada-shoji', 't1', 't2', 't3'].map((t) => shardOf(local, t as TenantId)))).toEqual(
      new Set(['a', 'b']),
    );
  });
});

describe('a stack file that does not fit together', () => {
  const SHARDS = '{ main: [0, 255] }';
  const RELAY = 'relay: { host: 127.0.10.21, port: 2525 }';
  const relay = (host: string, login: string) => `relay: { host: ${host}, port: 2525, ${login} }`;
  it.each<[string, string, string[]]>([
    [SHARDS, '{ main: [0, 254] }', ['stack-shards']],
    [SHARDS, '{ a: [0, 128], b: [128, 255] }', ['stack-shards']],
    [SHARDS, '{ a: [255, 0] }', ['stack-shards']],
    [SHARDS, '{ a: [0, 256] }', ['out-of-range']],
    [SHARDS, '{ A_b: [0, 255] }', ['wrong-form']],
    [SHARDS, '{ a: [0, 100, 255] }', ['wrong-count']],
    ['name: node2', 'name: node1', ['stack-name-twice']],
    ['id: op2', 'id: op1', ['stack-name-twice']],
    ['pools: [default]', 'pools: [law]', ['stack-pool-unknown']],
    ['127.0.10.12', '127.0.10.11', ['stack-name-twice']],
    ['127.0.10.12', '127.0.10.312', ['wrong-form']],
    ['127.0.10.12', '127.0.1012', ['wrong-form']],
    [
      '- { id: default,',
      '- { id: other,',
      ['stack-pool-unknown', 'stack-pool-unknown', 'stack-pool-default'],
    ],
    ['secret://operator-op1#1', 'hunter2', ['wrong-form']],
    ['engine: embedded', 'engine: terraform', ['unknown-value']],
    ['denwaban:engine', 'denwaban:engin', ['missing-key', 'unknown-key']],
    ['net: 127.0.10', 'net: 10.0.0', ['wrong-form']],
    ['"2027-03-01T10:00:00+09:00"', '"2027-03-01T10:00:00"', ['wrong-form']],
    ['  denwaban:nodes', '  denwaban:store: file:elsewhere\n  denwaban:nodes', ['stack-sandbox-store']],
    ['  denwaban:nodes', '  denwaban:signing: kms:alias/ours\n  denwaban:nodes', ['stack-sandbox-signing']],
    ['  denwaban:nodes', '  denwaban:secrets: "aws:ours/"\n  denwaban:nodes', ['stack-sandbox-secrets']],
    ['  denwaban:nodes', '  denwaban:signing: release.key\n  denwaban:nodes', ['wrong-form']],
    ['  denwaban:nodes', '  denwaban:secrets: secrets.json\n  denwaban:nodes', ['wrong-form']],
    ['tenants: tenants', 'tenants: ../secrets', ['wrong-form']],
    ['tenants: tenants', 'tenants: /etc', ['wrong-form']],
    ['report.denwaban.example', 'Report', ['wrong-form']],
    ['127.0.10.0/24', '127.0.10.0/33', ['wrong-form']],
    ['delivery: live', 'delivery: some', ['unknown-value']],
    ['  denwaban:delivery: live\n', '', ['missing-key']],
    [RELAY, 'relay: { host: smtp.example, port: 2525 }', ['stack-sandbox-delivery']],
    [RELAY, 'relay: { host: 127.relay.example, port: 2525 }', ['stack-sandbox-delivery']],
    [`    ${RELAY}\n`, '', ['stack-sandbox-delivery']],
    ['http://127.0.10.20:8080/v2', 'https://api.chatwork.com/v2', ['stack-sandbox-delivery']],
    [RELAY, relay('127.0.10.21', 'user: a, password: "secret://a#1"'), ['stack-relay-login']],
    [RELAY, relay('127.0.10.21', 'user: a'), ['stack-relay-login']],
    [RELAY, relay('127.0.10.21', 'password: "secret://a#1"'), ['stack-relay-login']],
    [RELAY, relay('127.0.10.21', 'user: a, password: hunter2'), ['wrong-form']],
    [RELAY, relay('127.0.10.21', 'user: "a:b", password: "secret://a#1"'), ['wrong-form']],
  ])('%s → %s', (from, to, codes) => {
    expect(problems([from, to])).toEqual(codes);
  });

  it('says so of a tenant in two pools', () => {
    const pools =
      '- { id: default, strategy: rrmemory, tenants: [aoi-denki] }\n    - { id: law, strategy: ringall, tenants: [aoi-denki] }';
    expect(problems(['- { id: default, strategy: rrmemory }', pools])).toEqual(['stack-pool-twice']);
  });

  it.each([
    ['wrapUpSeconds: 0', ['out-of-range']],
    ['wrapUpSeconds: 30', []],
  ])('a pool with %s: %j', (setting, codes) => {
    const pools = `- { id: default, strategy: rrmemory, ${setting} }\n    - { id: law, strategy: ringall }`;
    expect(problems(['- { id: default, strategy: rrmemory }', pools])).toEqual(codes);
  });

  const overflowing = (...ways: readonly string[]): [string, string] => [
    '- { id: default, strategy: rrmemory }',
    ['default', 'law', 'night']
      .map((id, i) => `- { id: ${id}, strategy: rrmemory${ways[i] ? `, overflow: ${ways[i]}` : ''} }`)
      .join('\n    '),
  ];
  const to = (id: string, after: number | string = 30) => `{ to: ${id}, afterSeconds: ${after} }`;
  it.each<[string, string[], string[]]>([
    ['one after the other', [to('law'), to('night', 79)], []],
    ['to a pool that there is not', [to('lwa')], ['23 stack-overflow-unknown']],
    ['to itself', [to('default')], ['23 stack-overflow-circle']],
    ['to and fro', ['', to('night'), to('law')], ['24 stack-overflow-circle']],
    ['round a circle', [to('law'), to('night'), to('default')], ['23 stack-overflow-circle']],
    ['into a circle', [to('night'), to('night'), to('law')], ['24 stack-overflow-circle']],
    ['after callers have given up', [to('law', 80)], ['23 stack-overflow-late']],
    ['at once', [to('law', 0)], ['23 out-of-range']],
    ['without a time', ['{ to: law }'], ['23 missing-key']],
  ])('pools overflow %s: %j', (_, ways, found) => {
    const built = buildStack('local', stackSource(overflowing(...ways)));
    const problems = 'problems' in built ? built.problems : [];
    expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual(found);
  });

  it('an overflow is told with the way round, and is in the stack', () => {
    const built = buildStack('local', stackSource(overflowing('', to('night'), to('law'))));
    expect('problems' in built && built.problems[0]?.message.en).toBe(
      'callers would go round: law → night → law',
    );
    expect(stack([overflowing(to('law', 15))]).pools[0]).toEqual({
      id: 'default',
      strategy: 'rrmemory',
      wrapUpSeconds: 1,
      overflow: { to: 'law', afterSeconds: 15 },
    });
  });

  it.each(['hunter2', '12345678'])('does not repeat a secret that was written out (%s)', (secret) => {
    const built = buildStack('local', stackSource(['"secret://operator-op1#1"', secret]));
    expect('problems' in built && built.problems).toHaveLength(1);
    expect(JSON.stringify(built)).not.toContain(secret);
  });

  it('leaves what other tools keep in the file to them', () => {
    expect(problems(['config:', 'encryptionsalt: v1:x\nconfig:\n  aws:region: ap-northeast-1'])).toEqual([]);
  });
});

it('a pool answers for no tenant that there is not', () => {
  const source = stackSource([
    '- { id: default, strategy: rrmemory }',
    '- { id: default, strategy: rrmemory }\n    - { id: law, strategy: ringall, tenants: [kitazawa-law, kitasawa-law] }',
  ]);
  const found = checkPoolTenants(source, new Set(['kitazawa-law']));
  expect(found.map((d) => [d.code, d.message.en])).toEqual([
    ['stack-pool-tenant-unknown', 'there is no tenant kitasawa-law, which pool law is to answer for'],
  ]);
  expect(checkPoolTenants(source, new Set(['kitazawa-law', 'kitasawa-law']))).toEqual([]);
});
