import type { Digest, ShardName, TenantId } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';
import { Problem } from '../domain/problem.ts';

type Tenants = ReadonlyMap<TenantId, Digest>;

/** A shard's tenants with their values. */
export interface ShardChange {
  /** undefined: it is new. */
  before?: Tenants;
  /** undefined: it is dissolved. */
  after?: Tenants;
}

/**
 * The shards that have to be released before everything else, in order, so that at no moment a tenant is in no shard: its reports would be
 * refused for good. A shard that gains a tenant goes before the one that loses it; for so long both have it, which nodes take while its
 * values are the same. New shards go before the cluster, whose mail settings name them; the cluster leaves out dissolved ones.
 *
 * Problems `tenant-moved-and-changed`, `shards-exchange-tenants`: what would need a third release in between.
 */
export function shardsToMoveFirst(shards: ReadonlyMap<ShardName, ShardChange>): ShardName[] {
  const names = [...shards.keys()].sort(byCodeUnit);
  const first = new Set(names.filter((name) => !shards.get(name)?.before));
  /** By shard, those that have to go before it. */
  const after = new Map(names.map((name) => [name, new Set<ShardName>()]));
  for (const { tenant, from, to, gained, same } of overlaps(shards, names)) {
    if (gained && !same) throw changed(tenant, from, to);
    if (gained) {
      first.add(to);
      after.get(from)?.add(to);
    } else if (!same) {
      // Both have it since an apply that was interrupted: the one that goes on with it must not change it before.
      first.add(from);
      after.get(to)?.add(from);
    }
  }
  return inOrder(
    names.filter((name) => first.has(name)),
    after,
  );
}

/** Tenants that another shard has, or had, than the one that they are to be in. */
function* overlaps(shards: ReadonlyMap<ShardName, ShardChange>, names: readonly ShardName[]) {
  const holders = new Map<TenantId, ShardName[]>();
  for (const name of names)
    for (const tenant of shards.get(name)?.before?.keys() ?? []) {
      holders.set(tenant, [...(holders.get(tenant) ?? []), name]);
    }
  for (const to of names) {
    const { before, after } = shards.get(to) ?? {};
    for (const [tenant, digest] of after ?? []) {
      const gained = !before?.has(tenant);
      for (const from of holders.get(tenant) ?? []) {
        if (from === to) continue;
        yield { tenant, from, to, gained, same: shards.get(from)?.before?.get(tenant) === digest };
      }
    }
  }
}

function inOrder(first: readonly ShardName[], after: ReadonlyMap<ShardName, Set<ShardName>>): ShardName[] {
  const ordered: ShardName[] = [];
  const left = new Set(first);
  while (left.size > 0) {
    const next = [...left].find((name) => [...(after.get(name) ?? [])].every((other) => !left.has(other)));
    if (next === undefined) throw exchanged([...left]);
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

function changed(tenant: TenantId, from: ShardName, to: ShardName): Problem {
  return new Problem(
    'tenant-moved-and-changed',
    {
      en: `tenant ${tenant} moves from shard ${from} to shard ${to}, and changes at the same time: its reports would be refused in between`,
      ja: `契約会社 ${tenant} がシャード ${from} から ${to} へ移り、同時に変更されます。その間、受電報告が断られてしまいます`,
    },
    {
      en: 'apply one after the other: put the old table of shards back, apply, then move',
      ja: '一つずつ適用してください。シャードの割り当てを元に戻して適用し、その後に移します',
    },
  );
}

function exchanged(shards: readonly ShardName[]): Problem {
  return new Problem(
    'shards-exchange-tenants',
    {
      en: `the shards ${shards.join(', ')} would give each other tenants: one of them would be in none in between`,
      ja: `シャード ${shards.join(', ')} が契約会社を交換することになり、その間どちらにも入らないものができます`,
    },
    {
      en: 'move them one way, apply, then move the others',
      ja: '一方向に移して適用し、その後に残りを移してください',
    },
  );
}
