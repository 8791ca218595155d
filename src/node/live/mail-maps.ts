import { parseTenantId, type TenantId } from '../../domain/ids.ts';
import { maskAddresses } from '../../domain/mask.ts';
import { dumpMap, expectedMaps } from '../disk/maps.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** The compiled tables, line by line. Postfix's processes look at a table's file before each use, so that the file is what runs. */
export async function lookMailMaps(
  live: string,
  texts: ReadonlyMap<string, string>,
  onDisk: readonly string[],
): Promise<Difference[]> {
  const expected = await expectedMaps(live, texts);
  const differences: Difference[] = [];
  for (const name of new Set([...texts.keys(), ...onDisk])) {
    const found = await dumpMap(`${live}/postfix/${name}`);
    const want = expected.get(name);
    if (want && found) differences.push(...compare('mail-map', lines(name, want), lines(name, found)));
    else differences.push(...compare('mail-map', whole(name, want), whole(name, found)));
  }
  return differences;
}

/** A key may come more than once: the first one counts, and so each has its own item. */
function lines(map: string, dump: readonly string[]): Map<string, Thing> {
  const found = new Map<string, Thing>();
  const seen = new Map<string, number>();
  for (const line of dump) {
    const [key = '', value = ''] = split(line);
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const again = times === 1 ? '' : ` (${times})`;
    const tenant = tenantOf(key);
    const item = `${map} ${tenant === undefined ? maskAddresses(key) : key}${again}`;
    found.set(item, { does: value, shown: maskAddresses(value), tenant });
  }
  return found;
}

function whole(map: string, dump: readonly string[] | undefined): Map<string, Thing> {
  return new Map(dump === undefined ? [] : [[`${map}.cdb`, { does: `${dump.length} lines` }]]);
}

function split(line: string): [string, string] {
  const tab = line.indexOf('\t');
  return tab < 0 ? [line, ''] : [line.slice(0, tab), line.slice(tab + 1)];
}

/** A report address: `<tenant>[+<person>]@…`. */
function tenantOf(key: string): TenantId | undefined {
  const id = /^([a-z0-9-]+)(?:\+[a-z0-9-]+)?@/.exec(key)?.[1];
  const tenant = id === undefined ? undefined : parseTenantId(id);
  return tenant?.ok ? tenant.value : undefined;
}
