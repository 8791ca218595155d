import { readdir, readFile } from 'node:fs/promises';
import { parseTenantId, type TenantId } from '../../domain/ids.ts';
import type { GatewayFile, GatewayTenant } from '../../render/gateway.ts';

/** The tenant of `<tenant>[+<person>]@…`; undefined where the address is no report address. */
export function tenantOfAddress(address: string): TenantId | undefined {
  const id = /^([^+@]+)(?:\+[^@]*)?@/.exec(address.toLowerCase())?.[1];
  const tenant = id === undefined ? undefined : parseTenantId(id);
  return tenant?.ok ? tenant.value : undefined;
}

/** What the shards' files say of a tenant; undefined where no file knows it. Read anew each time: it may have been switched. */
export async function findTenant(folder: string, tenant: TenantId): Promise<GatewayTenant | undefined> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json') || name === 'settings.json') continue;
    const file = JSON.parse(await readFile(`${folder}/${name}`, 'utf8')) as GatewayFile;
    if (file.format !== 1) throw new Error(`${name} has a format that this gateway does not know`);
    if (Object.hasOwn(file.tenants, tenant)) return file.tenants[tenant];
  }
  return undefined;
}
