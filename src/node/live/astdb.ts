import type { Digest, TenantId } from '../../domain/ids.ts';
import { maskAddresses, maskBlocked } from '../../domain/mask.ts';
import type { TenantObject } from '../../render/objects.ts';
import type { AmiConnection } from '../ami/connection.ts';
import { type Aors, isRegistrarRow, isRegistration, shownRegistration } from './contacts.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** Family of the tenants' values. */
const FAMILY = 'denwaban';

/** What Asterisk makes for itself at its first start: its entity id. Everything else has to have an owner. */
const ENTITY = '/pbx/UUID';

/**
 * The whole of AstDB against the values of these objects: the desired ones and those that calls in progress still need.
 * @param aors whose phones' registrations belong there too
 */
export async function lookAstdb(
  ami: AmiConnection,
  objects: ReadonlyMap<Digest, { tenant: TenantId; object: TenantObject }>,
  aors: Aors = new Map(),
): Promise<Difference[]> {
  const rows = await ami.list({ Action: 'DBGetTree' });
  const expected = new Map<string, Thing>();
  for (const [digest, { tenant, object }] of objects) {
    for (const [key, value] of Object.entries(object.astdb)) {
      const path = `/${FAMILY}/${digest}/${key}`;
      expected.set(path, { does: value, shown: shown(path, value), tenant });
    }
  }
  const found = new Map<string, Thing>();
  for (const row of rows) {
    const path = row.get('Key') ?? '';
    const value = row.get('Val') ?? '';
    if (path === ENTITY || isRegistration(path, value, aors, Date.now())) continue;
    const tenant = objects.get(path.split('/')[2] as Digest)?.tenant;
    found.set(path, { does: value, shown: shown(path, value), tenant });
  }
  const differences = compare('astdb', expected, found, (path, kind) => {
    // Asterisk joins family and key with a slash, so that any slash may part them; a key that somebody put may have an odd one.
    const slash = path.lastIndexOf('/');
    const place = { Family: path.slice(1, slash), Key: path.slice(slash + 1) };
    if (kind === 'unowned') return () => ami.action({ Action: 'DBDel', ...place });
    return () => ami.action({ Action: 'DBPut', ...place, Val: expected.get(path)?.does ?? '' });
  });
  return differences.map((difference) => ({ ...difference, item: maskBlocked(difference.item) }));
}

/** Without whose address or line it is. */
function shown(path: string, value: string): string {
  if (isRegistrarRow(path)) return shownRegistration(value);
  return /\/line-\d+$/.test(path) ? `a line ending in ${value.slice(-2)}` : maskAddresses(value);
}

/** Puts tenants' values, all at once: Asterisk answers while more are on their way. */
export async function putObjects(
  ami: AmiConnection,
  objects: ReadonlyMap<Digest, TenantObject>,
): Promise<void> {
  const puts: Promise<unknown>[] = [];
  for (const [digest, object] of objects) {
    for (const [key, value] of Object.entries(object.astdb)) {
      puts.push(ami.action({ Action: 'DBPut', Family: FAMILY, Key: `${digest}/${key}`, Val: value }));
    }
  }
  await Promise.all(puts);
}

/** Removes one object's values. */
export async function removeObject(ami: AmiConnection, digest: Digest): Promise<void> {
  await ami.action({ Action: 'DBDelTree', Family: FAMILY, Key: digest });
}
