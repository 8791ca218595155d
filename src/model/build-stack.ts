import { BUCKETS, bucketOf } from '../domain/bucket.ts';
import {
  type PoolId,
  parseNodeName,
  parseOperatorId,
  parsePoolId,
  parseShardName,
  parseTenantId,
  type ShardName,
  type TenantId,
} from '../domain/ids.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import type { SourceFile } from '../load/source-file.ts';
import { checkSchema } from '../validate/schema/check.ts';
import { buildAws } from './aws.ts';
import { sure } from './parsed.ts';
import { withSandboxNet } from './sandbox-net.ts';
import type { Pool, Relay, SecretRef, Stack } from './stack.ts';
import { type PoolConfig, ringSeconds, type StackConfig, waitSeconds } from './stack-file.ts';
import { checkStack, DEFAULT_POOL } from './stack-rules.ts';

/**
 * A stack file as a stack, or everything that is wrong with it.
 *
 * @param net the sandbox network in place of the file's own; ignored where the stack is no sandbox
 */
export function buildStack(
  name: string,
  source: SourceFile,
  net?: string,
): { stack: Stack } | { problems: Diagnostic[] } {
  const schemaProblems = checkSchema('stack', source);
  if (schemaProblems.length > 0) return { problems: schemaProblems };
  const written = (source.value as { config: StackConfig }).config;
  const problems = checkStack(source, written);
  if (problems.length > 0) return { problems };
  const moved = withSandboxNet(written, net);
  const own = written['denwaban:sandbox']?.home ?? name;
  const home = moved === written ? own : `${own}-${net}`;
  return { stack: build(name, moved, home) };
}

/** Where the stack says nothing. Of a few tenants one is a third: there only what is written counts. */
const MOST_PERCENT = 30;
const FEW = 20;

function buildLimits({ percent, tenants }: StackConfig['denwaban:limits'] = {}): Stack['limits'] {
  return {
    percent: percent ?? MOST_PERCENT,
    percentFrom: percent === undefined ? FEW : 1,
    ...(tenants === undefined ? {} : { tenants }),
  };
}

function build(name: string, config: StackConfig, home: string): Stack {
  const sandbox = config['denwaban:sandbox'];
  const report = config['denwaban:report'];
  const store = config['denwaban:store'] ?? `file:.denwaban/${home}/store`;
  const signing = config['denwaban:signing'];
  // Whose store is in AWS has its nodes there too, and they share no file with whoever applies.
  const secrets =
    config['denwaban:secrets'] ?? (store.startsWith('s3://') ? `aws:denwaban/${name}/` : undefined);
  return {
    name,
    home,
    engine: config['denwaban:engine'],
    ...(sandbox ? { sandbox: { net: sandbox.net, clock: sandbox.clock } } : {}),
    ...(config['denwaban:aws'] ? { aws: buildAws(config['denwaban:aws']) } : {}),
    delivery: config['denwaban:delivery'],
    tenants: config['denwaban:tenants'] ?? 'tenants',
    store,
    ...(signing === undefined ? {} : { signing }),
    ...(secrets === undefined ? {} : { secrets }),
    nodes: config['denwaban:nodes'].map((n) => ({ ...n, name: sure(parseNodeName(n.name)) })),
    edges: (config['denwaban:edges'] ?? []).map(({ name, address }) => ({
      name: sure(parseNodeName(name)),
      address,
    })),
    ...(config['denwaban:edgeTls'] === undefined ? {} : { edgeTls: config['denwaban:edgeTls'] as SecretRef }),
    trunks: config['denwaban:trunks'].map((t) => ({ ...t })),
    operators: config['denwaban:operators'].map((o) => ({
      id: sure(parseOperatorId(o.id)),
      password: o.password as SecretRef,
      ...(o.mailPassword === undefined ? {} : { mailPassword: o.mailPassword as SecretRef }),
      pools: o.pools.map((p) => sure(parsePoolId(p))),
    })),
    pools: config['denwaban:pools'].map(buildPool),
    poolOf: new Map(
      config['denwaban:pools'].flatMap((p) =>
        (p.tenants ?? []).map((t) => [sure(parseTenantId(t)), sure(parsePoolId(p.id))] as const),
      ),
    ),
    report: {
      domain: report.domain,
      ...(report.relay ? { relay: buildRelay(report.relay) } : {}),
      operatorNetworks: report.operatorNetworks,
      ...(report.submission
        ? { submission: { ...report.submission, tls: report.submission.tls as SecretRef } }
        : {}),
      graceDays: report.graceDays ?? 7,
    },
    chatwork: { ...config['denwaban:chatwork'], token: config['denwaban:chatwork'].token as SecretRef },
    ...(config['denwaban:company'] ? { company: { ...config['denwaban:company'] } } : {}),
    cards: config['denwaban:cards'],
    ringSeconds: ringSeconds(config),
    waitSeconds: waitSeconds(config),
    nodeSilenceSeconds: Number(config['denwaban:nodeSilenceSeconds'] ?? 20),
    limits: buildLimits(config['denwaban:limits']),
    shards: buckets(config['denwaban:shards']),
  };
}

function buildPool({ id, strategy, wrapUpSeconds = 1, overflow }: PoolConfig): Pool {
  return {
    id: sure(parsePoolId(id)),
    strategy,
    wrapUpSeconds,
    ...(overflow ? { overflow: { ...overflow, to: sure(parsePoolId(overflow.to)) } } : {}),
  };
}

/** User and password come together: see stack-rules.ts. */
function buildRelay({
  host,
  port,
  user,
  password,
}: NonNullable<StackConfig['denwaban:report']['relay']>): Relay {
  const login =
    user === undefined || password === undefined ? undefined : { user, password: password as SecretRef };
  return { host, port, ...(login ? { login } : {}) };
}

function buckets(shards: StackConfig['denwaban:shards']): ShardName[] {
  const table: ShardName[] = new Array(BUCKETS);
  for (const [name, [first, last]] of Object.entries(shards))
    table.fill(sure(parseShardName(name)), first, last + 1);
  return table;
}

/** The pool that answers for a tenant. */
export function poolOf(stack: Pick<Stack, 'poolOf'>, tenant: TenantId): PoolId {
  return stack.poolOf.get(tenant) ?? (DEFAULT_POOL as PoolId);
}

/** The shard that carries a tenant. */
export function shardOf(stack: Pick<Stack, 'shards'>, tenant: TenantId): ShardName {
  const shard = stack.shards[bucketOf(tenant)];
  if (shard === undefined) throw new Error(`no shard for bucket ${bucketOf(tenant)}`);
  return shard;
}
