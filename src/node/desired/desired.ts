import type { Digest, TenantId } from '../../domain/ids.ts';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { TenantObject } from '../../render/objects.ts';
import { type DialplanEntry, dialplanOf } from '../conf/dialplan.ts';
import type { Facts } from './facts.ts';
import { checkOwners } from './owners.ts';
import type { LoadedPart } from './part.ts';

/** What a node is to be, all parts together, with the node's own facts filled in. */
export interface Desired {
  parts: ReadonlyMap<string, LoadedPart>;
  /** By path below `live`, the node's own among them. It holds secrets. */
  files: ReadonlyMap<string, string>;
  tenants: ReadonlyMap<TenantId, { digest: Digest; object: TenantObject }>;
  dialplan: ReadonlyMap<string, DialplanEntry>;
  globals: ReadonlyMap<string, string>;
}

/** The other files hold customers' own words, such as a room's name: what looks like a placeholder there is none. */
const FILLED = /^(asterisk\/|dovecot\/|kamailio\/|postfix\/|gateway\/settings\.json$)/;

/** Puts the parts together. Problems `release-refused`, `two-owners`: they do not fit together, and nothing is changed. */
export async function compose(parts: ReadonlyMap<string, LoadedPart>, facts: Facts): Promise<Desired> {
  const files = new Map(facts.ownFiles);
  const tenants = new Map<TenantId, { digest: Digest; object: TenantObject }>();
  for (const part of parts.values()) {
    for (const [path, text] of part.files)
      files.set(path, FILLED.test(path) ? await facts.fill(text, path) : text);
    for (const [tenant, value] of part.tenants) {
      const before = tenants.get(tenant);
      if (before && before.digest !== value.digest)
        refuse(`two shards have different values of tenant ${tenant}`);
      tenants.set(tenant, value);
    }
  }
  const { entries, globals, conflicts } = dialplanOf(asteriskFiles(files));
  const [conflict] = conflicts;
  if (conflict)
    refuse(`${conflict.item} is in ${conflict.files.join(' and in ')}, each with something else to do`);
  checkOwners(entries.values());
  return { parts, files, tenants, dialplan: entries, globals };
}

/** The files of Asterisk's configuration folder, by path within it. */
export function asteriskFiles(files: ReadonlyMap<string, string>): Map<string, string> {
  const head = 'asterisk/';
  return new Map(
    [...files].flatMap(([path, text]) => (path.startsWith(head) ? [[path.slice(head.length), text]] : [])),
  );
}

function refuse(why: string): never {
  throw new Problem(
    'release-refused',
    same(why),
    same('Mend what is named, then apply again. The node keeps what it has.'),
  );
}
