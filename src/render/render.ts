import { MOMENTS } from '../domain/announcement.ts';
import type { Digest, ShardName } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';
import { shardOf } from '../model/build-stack.ts';
import type { Stack } from '../model/stack.ts';
import type { Tenant } from '../model/tenant.ts';
import { asteriskFiles } from './asterisk/cluster.ts';
import { numbersFile } from './asterisk/numbers.ts';
import { stubsFile } from './asterisk/stubs.ts';
import { room } from './chatwork/room.ts';
import { sortedFiles } from './file.ts';
import { gatewayFile, gatewaySettingsFile } from './gateway.ts';
import { edgeFiles } from './kamailio/edge.ts';
import { edgeNumbers } from './kamailio/numbers.ts';
import type { RenderedPart, RenderedRoom, Rendering } from './objects.ts';
import { aliasFile } from './postfix/aliases.ts';
import { postfixFiles } from './postfix/settings.ts';
import { tenantObject } from './tenant-object.ts';

/**
 * What the nodes and Chatwork are to hold for these tenants on this stack. Pure but for the templates, which are read once:
 * no clock, no network, no machine; the order of `tenants` does not matter. Throws a `Problem` where a node could not hold a value.
 */
export function render(tenants: readonly Tenant[], stack: Stack): Rendering {
  const sorted = tenants.toSorted((a, b) => byCodeUnit(a.id, b.id));
  return {
    cluster: part('cluster', [
      ...asteriskFiles(stack),
      ...postfixFiles(stack),
      gatewaySettingsFile(stack),
      ...edgeFiles(stack),
    ]),
    numbers: part('numbers', [numbersFile(sorted), ...edgeNumbers(sorted, stack)]),
    shards: new Map(
      [...byShard(sorted, stack)].map(([shard, members]) => [shard, shardPart(shard, members, stack)]),
    ),
    rooms:
      stack.delivery === 'capture'
        ? []
        : sorted.flatMap((tenant): RenderedRoom[] =>
            tenant.report.channel === 'chatwork' ? [room(tenant, tenant.report, stack.chatwork.account)] : [],
          ),
  };
}

function part(name: RenderedPart['name'], files: RenderedPart['files']): RenderedPart {
  return { name, files: sortedFiles(files), tenants: [], sounds: [] };
}

function shardPart(shard: ShardName, members: readonly Tenant[], stack: Stack): RenderedPart {
  const tenants = members.map((tenant) => tenantObject(tenant, stack));
  const { domain, graceDays } = stack.report;
  const files = [
    stubsFile(shard, tenants),
    aliasFile(shard, members, domain),
    gatewayFile(shard, members, graceDays),
  ];
  return { name: `shard-${shard}`, files: sortedFiles(files), tenants, sounds: soundsOf(members) };
}

/** Tenants with the same sound share it. */
function soundsOf(members: readonly Tenant[]): Digest[] {
  const digests = members.flatMap(({ announcements = {} }) =>
    MOMENTS.flatMap((moment) => announcements[moment]?.digest ?? []),
  );
  return [...new Set(digests)].sort(byCodeUnit);
}

/** Every shard of the stack, an empty one too: Postfix looks into each one's map. */
function byShard(tenants: readonly Tenant[], stack: Stack): Map<ShardName, Tenant[]> {
  const shards = new Map<ShardName, Tenant[]>(
    [...new Set(stack.shards)].sort(byCodeUnit).map((s) => [s, []]),
  );
  for (const tenant of tenants) shards.get(shardOf(stack, tenant.id))?.push(tenant);
  return shards;
}
