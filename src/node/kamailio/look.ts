import { compare, type Difference } from '../live/difference.ts';
import { lookFiles } from '../live/files.ts';
import { lookCertificate } from './certificate.ts';
import {
  expectedAccess,
  expectedNodes,
  expectedSettings,
  expectedTable,
  TEXT,
  type Things,
  tableRow,
} from './expected.ts';
import { type Rpc, RpcRefused } from './rpc.ts';

/** Tables that releases bring; all others are what edges know of calls and phones. */
export const TABLES = ['numbers', 'operators'] as const;

/** Compares everything that the running Kamailio tells of itself with what is desired, and the files that a restart would read. */
export async function lookEdge(
  rpc: Rpc,
  live: string,
  files: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const text = (name: string): string => files.get(`kamailio/${name}`) ?? '';
  const cfg = text('kamailio.cfg');
  const found = await Promise.all([
    settingsOf(rpc).then((running) => compare('edge-setting', expectedSettings(cfg), running)),
    nodesOf(rpc).then((running) => compare('edge-nodes', expectedNodes(text('dispatcher.list')), running)),
    accessOf(rpc).then((running) => compare('edge-access', expectedAccess(text('address.list')), running)),
    ...TABLES.map(async (name) =>
      compare('edge-table', expectedTable(name, text(`tables/${name}`)), await tableOf(rpc, name)),
    ),
    lookCertificate(files),
    lookFiles(live, files),
  ]);
  return found.flat();
}

async function settingsOf(rpc: Rpc): Promise<Things> {
  const things: Things = new Map();
  const text = await unlessRefused(rpc.call('cfg.get', 'denwaban', 'text'));
  if (text !== undefined) things.set(TEXT, { does: String(text) });
  for (const module of (await rpc.call('core.modules')) as string[])
    things.set(`module ${module}`, { does: 'loaded' });
  for (const { sockstr, advertise } of (await rpc.call('corex.list_sockets')) as Record<string, string>[])
    things.set(`listener ${sockstr}`, { does: advertise?.replace(/^(udp|tcp|tls):/, '') ?? '-' });
  return things;
}

interface Dispatcher {
  RECORDS?: { SET: { ID: number; TARGETS: { DEST: { URI: string; FLAGS: string; PRIORITY: number } }[] } }[];
}

/** One that somebody has switched off is no node that is silent just now. */
async function nodesOf(rpc: Rpc): Promise<Things> {
  const { RECORDS = [] } = ((await unlessRefused(rpc.call('dispatcher.list'))) ?? {}) as Dispatcher;
  return new Map(
    RECORDS.flatMap(({ SET }) =>
      SET.TARGETS.map(({ DEST }) => {
        const off = DEST.FLAGS.includes('D') ? ', switched off' : '';
        return [`group ${SET.ID} ${DEST.URI}`, { does: `priority ${DEST.PRIORITY}${off}` }];
      }),
    ),
  );
}

async function accessOf(rpc: Rpc): Promise<Things> {
  const things: Things = new Map();
  for (const method of ['permissions.addressDump', 'permissions.subnetDump']) {
    const rows = ((await unlessRefused(rpc.call(method))) ?? []) as {
      group: number;
      item: { ip: string; mask?: number; port: number };
    }[];
    for (const { group, item } of rows) {
      const bits = item.mask ?? (item.ip.includes(':') ? 128 : 32);
      things.set(`${item.ip}/${bits} in ${group}`, {
        does: item.port === 0 ? 'admitted' : `port ${item.port}`,
      });
    }
  }
  return things;
}

async function tableOf(rpc: Rpc, name: (typeof TABLES)[number]): Promise<Things> {
  const slots = ((await unlessRefused(rpc.call('htable.dump', name))) ?? []) as {
    slot: { name: string; value: string | number }[];
  }[];
  return new Map(
    slots.flatMap(({ slot }) =>
      slot.map((row) => [`${name} ${row.name}`, tableRow(name, String(row.value))]),
    ),
  );
}

/** Kamailio refuses to tell of what it has none of. */
async function unlessRefused(answer: Promise<unknown>): Promise<unknown> {
  return await answer.catch((error: unknown) => {
    if (error instanceof RpcRefused) return undefined;
    throw error;
  });
}
