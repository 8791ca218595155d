import type { TenantId } from '../../domain/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { GatewayFile } from '../../render/gateway.ts';
import type { RenderedPart, Rendering } from '../../render/objects.ts';
import type { Plan } from '../plan.ts';
import { fileChanges, lineChanges } from './compare.ts';
import { type Line, shownLine, valueLines } from './lines.ts';

/** One side of a comparison: the tenants' model and what was rendered of it. */
export interface RenderedSide {
  tenants: readonly Tenant[];
  rendering: Rendering;
}

/** How what is rendered differs, ready to be shown: personal data masked, lines that begin with `-`, `+`, `@@` or a blank. */
export interface RenderedDifference {
  /** Of the tenants that the plan names, sorted; each under the names of what it is in. */
  tenants: ReadonlyMap<TenantId, readonly Changes[]>;
  /** What is no tenant's: files of the cluster, and lines of shared files that name none of these tenants. */
  toolkit: readonly Changes[];
  /** The first of those whose files did not change but whose values did. */
  example?: { tenant: TenantId; changes: readonly Changes[] };
}

/** Changed lines of one file, or of the values. */
export interface Changes {
  /** `numbers/asterisk/numbers.conf`, `values`. */
  name: string;
  lines: readonly string[];
}

/** Compares what is rendered. Pure; the same sides give the same lines, in a time in proportion to them. */
export function renderedDifference(
  plan: Plan,
  before: RenderedSide,
  after: RenderedSide,
): RenderedDifference {
  const named = plan.tenants.map(({ tenant }) => tenant);
  const [old, next] = [valuesOf(before), valuesOf(after)];
  const tenants = new Map(named.map((id) => [id, valueChanges(id, old, next)]));
  const ownerOf = owners(named, before, after);
  const toolkit: Changes[] = [];
  for (const { name, from, to } of filePairs(before.rendering, after.rendering)) {
    if (from === to) continue;
    if (name.startsWith('cluster/')) {
      toolkit.push({ name, lines: fileChanges(from, to, (text) => shownLine(text)) });
      continue;
    }
    for (const [owner, lines] of byOwner(name, from, to, ownerOf)) {
      const changes = { name, lines };
      if (owner === undefined) toolkit.push(changes);
      else tenants.get(owner)?.push(changes);
    }
  }
  const example = exampleOf(new Set(named), old, next);
  return { tenants, toolkit, ...(example ? { example } : {}) };
}

type Values = ReadonlyMap<TenantId, { lines: () => Line[]; digest: string }>;

function valuesOf({ tenants, rendering }: RenderedSide): Values {
  const rendered = new Map(
    [...rendering.shards.values()].flatMap((part) => part.tenants.map((t) => [t.tenant, t])),
  );
  const rooms = new Map(rendering.rooms.map((room) => [room.tenant, room]));
  return new Map(
    tenants.map((tenant) => {
      const { id } = tenant;
      const [values, room] = [rendered.get(id), rooms.get(id)];
      const digest = `${values?.digest} ${values?.card.digest} ${room?.digest}`;
      return [id, { lines: () => valueLines(tenant, values, room), digest }] as const;
    }),
  );
}

function valueChanges(id: TenantId, old: Values, next: Values): Changes[] {
  const lines = signed(lineChanges(old.get(id)?.lines() ?? [], next.get(id)?.lines() ?? []));
  return lines.length === 0 ? [] : [{ name: 'values', lines }];
}

function exampleOf(named: ReadonlySet<TenantId>, old: Values, next: Values): RenderedDifference['example'] {
  const ids = [...next.keys()].filter((id) => {
    const was = old.get(id);
    return !named.has(id) && was !== undefined && was.digest !== next.get(id)?.digest;
  });
  const [tenant] = ids.sort(byCodeUnit);
  return tenant === undefined ? undefined : { tenant, changes: valueChanges(tenant, old, next) };
}

/** Whose a line is: the first of these tenants that it names, by id, by the digest of its values, or by a number of its. */
function owners(named: readonly TenantId[], before: RenderedSide, after: RenderedSide) {
  const wanted = new Set(named);
  // In the dialplan a tenant is a context.
  const words = new Map<string, TenantId>(
    named.flatMap((id) => [[id, id] as const, [`dw-t-${id}`, id] as const]),
  );
  const numbers = new Map<string, TenantId>();
  for (const { tenants, rendering } of [before, after]) {
    for (const { id, numbers: held } of tenants)
      if (wanted.has(id)) for (const { number } of held) numbers.set(number, id);
    for (const part of rendering.shards.values())
      for (const { tenant, digest } of part.tenants) if (wanted.has(tenant)) words.set(digest, tenant);
  }
  return (line: string): TenantId | undefined => {
    const found = line.match(/[a-z0-9][a-z0-9-]*/g) ?? [];
    const word = found.find((text) => words.has(text));
    if (word !== undefined) return words.get(word);
    const number = found.find((text) => numbers.has(text));
    return number === undefined ? undefined : numbers.get(number);
  };
}

function* filePairs(
  before: Rendering,
  after: Rendering,
): Iterable<{ name: string; from: string; to: string }> {
  const [old, next] = [filesOf(before), filesOf(after)];
  for (const name of [...new Set([...old.keys(), ...next.keys()])].sort(byCodeUnit))
    yield { name, from: old.get(name) ?? '', to: next.get(name) ?? '' };
}

function filesOf({ cluster, numbers, shards }: Rendering): Map<string, string> {
  const parts: readonly RenderedPart[] = [cluster, numbers, ...shards.values()];
  return new Map(
    parts.flatMap((part) =>
      part.files.map(({ path, content }) => [`${part.name}/${path}`, content] as const),
    ),
  );
}

/** Changed lines of a file that all tenants share, each with whose it is. */
function byOwner(
  name: string,
  from: string,
  to: string,
  ownerOf: (line: string) => TenantId | undefined,
): Map<TenantId | undefined, string[]> {
  const linesOf = name.includes('/gateway/') ? gatewayLines : textLines;
  const { removed, added } = lineChanges(linesOf(from), linesOf(to));
  const found = new Map<TenantId | undefined, string[]>();
  for (const [sign, lines] of [
    ['-', removed],
    ['+', added],
  ] as const) {
    for (const { raw } of lines) {
      const owner = ownerOf(raw);
      const of = found.get(owner) ?? [];
      of.push(...raw.split('\n').map((text) => `${sign}${shownLine(text, owner)}`));
      found.set(owner, of);
    }
  }
  return found;
}

/** A line that begins with a blank goes on with the one before it: an extension's steps stay together. */
function textLines(text: string): Line[] {
  return text.split(/\n(?! )/).flatMap((raw) => (raw === '' ? [] : [{ raw, shown: raw }]));
}

/** The file is one line of JSON: here it is one a tenant. */
function gatewayLines(text: string): Line[] {
  if (text === '') return [];
  const { tenants } = JSON.parse(text) as GatewayFile;
  return Object.entries(tenants).map(([id, value]) => {
    const raw = `${id}: ${JSON.stringify(value)}`;
    return { raw, shown: raw };
  });
}

function signed({ removed, added }: { removed: readonly Line[]; added: readonly Line[] }): string[] {
  return [...removed.map(({ shown }) => `-${shown}`), ...added.map(({ shown }) => `+${shown}`)];
}
