import { digestOf, hmac } from '../domain/canonical.ts';
import type { UsageMode } from '../domain/lent-number.ts';
import { byCodeUnit } from '../domain/order.ts';
import { mostRecipients } from '../domain/recipients.ts';
import { poolOf, shardOf } from '../model/build-stack.ts';
import type { Stack } from '../model/stack.ts';
import type { DayHours, Tenant } from '../model/tenant.ts';
import type { RenderedPart, RenderedRoom, RenderedTenant, Rendering } from '../render/objects.ts';
import { releaseBody, releaseDigest } from './release-body.ts';
import type { NumberInputs, Resource, TenantInputs } from './resource.ts';

/** What the files say, as far as resources tell of it. */
export interface DesiredModel {
  tenants: readonly Tenant[];
  quarantineDays: Readonly<Record<UsageMode, number>>;
}

/**
 * The resources of a stack, in the order in which they are made: cluster, numbers, tenants, rooms, then one release a shard.
 * Pure: the same files and key give the same resources on every machine.
 * @param key the store's key of fingerprints
 */
export function desiredResources(
  rendering: Rendering,
  { tenants, quarantineDays }: DesiredModel,
  stack: Stack,
  key: Uint8Array,
): Resource[] {
  const rendered = new Map(
    [...rendering.shards.values()].flatMap((part) => part.tenants.map((t) => [t.tenant, t] as const)),
  );
  const members = new Map(
    tenants.map((t) => [t.id, t.report.channel === 'chatwork' ? t.report.members.length : 0]),
  );
  const sorted = tenants.toSorted((a, b) => byCodeUnit(a.id, b.id));
  const shards = [...rendering.shards].toSorted(([a], [b]) => byCodeUnit(a, b));
  return [
    { type: 'Cluster', name: 'cluster', inputs: { release: partDigest(rendering.cluster) } },
    {
      type: 'Numbers',
      name: 'numbers',
      inputs: { release: partDigest(rendering.numbers), count: countNumbers(tenants), quarantineDays },
    },
    ...sorted.map((tenant): Resource => {
      const inputs = tenantInputs(tenant, rendered.get(tenant.id), stack, key);
      return { type: 'Tenant', name: tenant.id, inputs };
    }),
    ...rendering.rooms
      .toSorted((a, b) => byCodeUnit(a.tenant, b.tenant))
      .map((room) => roomResource(room, members.get(room.tenant) ?? 0, key)),
    ...shards.map(
      ([name, part]): Resource => ({
        type: 'Release',
        name,
        inputs: { release: partDigest(part), tenants: part.tenants.length },
      }),
    ),
  ];
}

function partDigest(part: RenderedPart) {
  return releaseDigest(releaseBody(part));
}

function countNumbers(tenants: readonly Tenant[]): number {
  return new Set(tenants.flatMap((tenant) => tenant.numbers.map((n) => n.number))).size;
}

function tenantInputs(
  tenant: Tenant,
  rendered: RenderedTenant | undefined,
  stack: Stack,
  key: Uint8Array,
): TenantInputs {
  const { calls } = tenant;
  const { starts, ends, suspended } = tenant.contract;
  return {
    tenant: tenant.id,
    shard: shardOf(stack, tenant.id),
    pool: poolOf(stack, tenant.id),
    contract: {
      starts,
      ...(ends === undefined ? {} : { ends }),
      ...(suspended === undefined ? {} : { suspendedSince: suspended.since }),
    },
    numbers: tenant.numbers
      .map((held) => numberInputs(held, key))
      .sort((a, b) => byCodeUnit(a.number, b.number) || byCodeUnit(a.starts, b.starts)),
    hours: {
      weekdays: hoursText(tenant.hours.weekdays),
      saturdays: hoursText(tenant.hours.saturdays),
      holidays: hoursText(tenant.hours.holidays),
    },
    report: { channel: tenant.report.channel, recipients: recipientsOf(tenant) },
    roster: tenant.roster.length,
    ...(calls ? { calls: { blocked: calls.block.length, refuseWithheld: calls.refuseWithheld } } : {}),
    ...(tenant.announcements ? { announcements: tenant.announcements } : {}),
    fingerprints: {
      company: hmac(
        key,
        digestOf({ company: tenant.company, roster: tenant.roster.map(({ email, ...seen }) => seen) }),
      ),
      reports: hmac(key, digestOf(reportAddresses(tenant))),
      ...(tenant.report.channel === 'chatwork'
        ? { room: hmac(key, digestOf({ company: tenant.company.name, report: tenant.report })) }
        : {}),
      ...(calls?.block.length ? { blocked: hmac(key, calls.block.join(' ')) } : {}),
      rendered: rendered
        ? renderedFingerprint({ digest: rendered.digest, card: rendered.card.digest }, key)
        : '',
    },
  };
}

/** Of the line that forwards the kind is left out: nobody is shown it. */
function numberInputs(held: Tenant['numbers'][number], key: Uint8Array): NumberInputs {
  const { number, type, kind, usage, starts, ends, forwardedFrom } = held;
  return {
    number,
    type,
    kind,
    usage,
    starts,
    ...(ends === undefined ? {} : { ends }),
    ...(forwardedFrom ? { forwardedFrom: hmac(key, `${number} ${forwardedFrom.number}`) } : {}),
  };
}

function recipientsOf({ report, roster }: Tenant): number {
  if (report.channel === 'chatwork') return report.members.length;
  return mostRecipients({ roster, ...(report.to === undefined ? {} : { to: report.to }) });
}

/** A Chatwork tenant's people are in the room's own fingerprint. */
function reportAddresses({ report, roster }: Tenant): unknown {
  if (report.channel === 'chatwork') return { channel: 'chatwork' };
  return { to: report.to ?? null, roster: roster.map(({ id, email }) => [id, email ?? null]) };
}

function roomResource(room: RenderedRoom, members: number, key: Uint8Array): Resource {
  const { tenant, object } = room;
  return {
    type: 'ChatworkRoom',
    name: tenant,
    inputs: {
      tenant,
      members,
      invite: object.link,
      ...(object.roomId === undefined ? {} : { roomId: object.roomId }),
      fingerprint: roomFingerprint(room, key),
    },
  };
}

/** The name of a room's object in the store. */
export function roomFingerprint(room: Pick<RenderedRoom, 'digest'>, key: Uint8Array): string {
  return hmac(key, room.digest);
}

/** What {@link TenantInputs} says of what was rendered of a tenant, from the digests that a release lists. */
export function renderedFingerprint(entry: { digest: string; card: string }, key: Uint8Array): string {
  return hmac(key, `${entry.digest} ${entry.card}`);
}

function hoursText(hours: DayHours | undefined): string {
  return hours ? `${hours.from}-${hours.to}` : 'closed';
}
