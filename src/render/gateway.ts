import { canonicalJson } from '../domain/canonical.ts';
import type { ShardName } from '../domain/ids.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import { ROOM_MARKER_SECRET, type Stack } from '../model/stack.ts';
import type { Tenant } from '../model/tenant.ts';
import type { RenderedFile } from './objects.ts';

/**
 * gateway/settings.json, part cluster: how the gateway reaches Chatwork. The agent fills the secrets in. Where nothing is to reach customers it
 * says nothing of Chatwork, and the token does not get onto the node.
 */
export function gatewaySettingsFile({
  delivery,
  report,
  chatwork: { api, token },
}: Pick<Stack, 'delivery' | 'report' | 'chatwork'>): RenderedFile {
  const settings = {
    format: 1,
    domain: report.domain,
    ...(delivery === 'live' ? { chatwork: { api, token, marker: ROOM_MARKER_SECRET } } : {}),
  };
  return { path: 'gateway/settings.json', content: `${canonicalJson(settings)}\n` };
}

/** gateway/<shard>.json: what the report gateway needs to know of a tenant at the moment of a mail. */
export interface GatewayFile {
  format: 1;
  tenants: Record<string, GatewayTenant>;
}

export interface GatewayTenant {
  /** First and last day on which its reports are taken; the last includes the days of grace. */
  from: LocalDate;
  to?: LocalDate;
  channel: 'mail' | 'chatwork';
  /** Chatwork only; `roomId` for an adopted room. */
  room?: { name: string; roomId?: number };
}

export function gatewayFile(shard: ShardName, tenants: readonly Tenant[], graceDays: number): RenderedFile {
  const file: GatewayFile = {
    format: 1,
    tenants: Object.fromEntries(tenants.map((t) => [t.id, gatewayTenant(t, graceDays)])),
  };
  return { path: `gateway/${shard}.json`, content: `${canonicalJson(file)}\n` };
}

function gatewayTenant({ contract, report }: Tenant, graceDays: number): GatewayTenant {
  return {
    from: contract.starts,
    ...(contract.ends === undefined ? {} : { to: addDays(contract.ends, graceDays) }),
    channel: report.channel,
    ...(report.channel === 'chatwork'
      ? { room: { name: report.room, ...(report.roomId === undefined ? {} : { roomId: report.roomId }) } }
      : {}),
  };
}
