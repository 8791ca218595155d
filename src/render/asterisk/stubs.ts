import type { ShardName } from '../../domain/ids.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile, RenderedTenant } from '../objects.ts';
import { fill } from '../templates.ts';
import { dialplan } from '../writers/dialplan.ts';
import { BEYOND_SERVICE, soundKeyOf } from './announcements.ts';

/** tenants-<shard>.conf: one context a tenant, which names the digest of its values; also for whoever calls a number that is served no more. */
export function stubsFile(shard: ShardName, tenants: readonly RenderedTenant[]): RenderedFile {
  const stubs = tenants.map((t) => ({
    id: dialplan.id(t.tenant),
    digest: dialplan.digest(t.digest),
    speaks: BEYOND_SERVICE.some((moment) => soundKeyOf(moment) in t.object.astdb),
  }));
  return renderedFile(`asterisk/tenants-${shard}.conf`, fill('asterisk/tenants.conf', { tenants: stubs }));
}
