import { bucketOf } from '../../src/domain/bucket.ts';
import { canonicalJson, digestOf, sha256 } from '../../src/domain/canonical.ts';
import type { NodeName, OperatorId, PersonId, PoolId, ShardName, TenantId } from '../../src/domain/ids.ts';
import type { LentNumber } from '../../src/domain/lent-number.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import type { SecretRef, Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import type {
  RenderedPart,
  RenderedRoom,
  Rendering,
  RoomObject,
  TenantObject,
} from '../../src/render/objects.ts';

export const day = (text: string) => text as LocalDate;
export const KEY = Buffer.alloc(32, 7);

/** A stack of two nodes and one shard, unless told otherwise. */
export function sampleStack(change: Partial<Stack> = {}): Stack {
  return {
    name: 'test',
    home: 'test',
    engine: 'embedded',
    delivery: 'live',
    tenants: 'tenants',
    store: 'file:store',
    nodes: [{ name: 'node1' as NodeName }, { name: 'node2' as NodeName }],
    edges: [],
    trunks: [{ name: 'carrier', addresses: ['127.0.10.100'] }],
    operators: [
      {
        id: 'op1' as OperatorId,
        password: 'secret://operator-op1#1' as SecretRef,
        pools: ['default' as PoolId],
      },
    ],
    pools: [{ id: 'default' as PoolId, strategy: 'rrmemory', wrapUpSeconds: 1 }],
    poolOf: new Map(),
    report: { domain: 'report.denwaban.example', operatorNetworks: ['127.0.10.0/24'], graceDays: 7 },
    chatwork: { api: 'http://127.0.0.1:1/v2', token: 'secret://chatwork-token#1' as SecretRef, account: 1 },
    cards: 'http://127.0.10.20:8081/cards',
    ringSeconds: 20,
    waitSeconds: 60,
    nodeSilenceSeconds: 1,
    limits: { percent: 30, percentFrom: 20 },
    shards: Array.from({ length: 256 }, () => 'main' as ShardName),
    ...change,
  };
}

/** A mail tenant with one forwarding number. */
export function sampleTenant(id: string, number: string, change: Partial<Tenant> = {}): Tenant {
  const starts = day('2026-12-01');
  return {
    id: id as TenantId,
    file: `tenants/${id}.yaml`,
    company: {
      name: `株式会社${id}`,
      kana: 'カイシャ',
      greeting: `お電話ありがとうございます。${id}でございます。`,
    },
    contract: { starts },
    numbers: [{ number: number as LentNumber, type: '03', kind: 'phone', usage: 'forwarding', starts }],
    roster: [
      { id: 'taro' as PersonId, name: '山田 太郎', kana: 'ヤマダ タロウ', email: `taro@${id}.example` },
    ],
    report: { channel: 'mail' },
    hours: { weekdays: { from: '09:00', to: '18:00' } },
    ...change,
  };
}

export const chatworkReport = (
  room: string,
  change: Partial<Extract<Tenant['report'], { channel: 'chatwork' }>> = {},
) => ({
  report: {
    channel: 'chatwork' as const,
    room,
    members: [{ accountId: 1001, role: 'member' as const }],
    invite: true,
    ...change,
  },
});

/** As the renderer's output is shaped, without its templates. */
export function sampleRendering(tenants: readonly Tenant[], stack: Stack, library = 'v1'): Rendering {
  const shards = [...new Set(stack.shards)];
  return {
    cluster: part('cluster', [
      ['asterisk/extensions.conf', `; ${library}`],
      ['postfix/main.cf', shards.toSorted().join(' ')],
    ]),
    numbers: part('numbers', [
      [
        'asterisk/numbers.conf',
        tenants
          .flatMap((t) => t.numbers.map((n) => `${n.number} ${t.id} ${n.starts} ${n.ends}`))
          .sort()
          .join('\n'),
      ],
    ]),
    shards: new Map(
      shards.map((shard) => {
        const mine = tenants
          .filter((t) => stack.shards[bucketOf(t.id)] === shard)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const alias = mine.map((t) => `${t.id} ${t.roster.map((p) => p.email).join(',')}`).join('\n');
        return [
          shard,
          {
            ...part(`shard-${shard}`, [[`postfix/alias-${shard}`, alias]]),
            tenants: mine.map((t) => rendered(t, library)),
          },
        ];
      }),
    ),
    rooms: tenants.flatMap((t) => room(t, stack)),
  };
}

function part(name: RenderedPart['name'], files: [string, string][]): RenderedPart {
  return { name, files: files.map(([path, content]) => ({ path, content })), tenants: [], sounds: [] };
}

function rendered(tenant: Tenant, library: string) {
  const content = `<p>${tenant.company.name} ${tenant.company.greeting} ${library}</p>`;
  const hours = tenant.hours.weekdays
    ? `${tenant.hours.weekdays.from}-${tenant.hours.weekdays.to}`
    : 'closed';
  const object: TenantObject = {
    format: 1,
    tenant: tenant.id,
    astdb: {
      name: tenant.company.name,
      kana: tenant.company.kana,
      pool: 'default',
      weekdays: hours,
      saturdays: 'closed',
      holidays: 'closed',
      card: `http://cards.example/${sha256(content)}.html`,
    },
  };
  return {
    tenant: tenant.id,
    object,
    digest: sha256(canonicalJson(object)),
    card: { digest: sha256(content), content },
  };
}

function room({ id, report }: Tenant, stack: Stack): RenderedRoom[] {
  if (report.channel !== 'chatwork') return [];
  const object: RoomObject = {
    format: 1,
    tenant: id,
    name: report.room,
    description: `${report.room} の受電報告`,
    members: [{ accountId: stack.chatwork.account, role: 'admin' as const }, ...report.members],
    link: report.invite,
    ...(report.roomId === undefined ? {} : { roomId: report.roomId }),
  };
  return [{ tenant: id, object, digest: digestOf(object) }];
}
