import { parseTenantId } from '../domain/ids.ts';
import { NUMBERS_FILE } from '../load/size-limit.ts';
import { keyOf } from './facts/read-facts.ts';
import type { FileChange } from './git/walk.ts';
import type { History } from './history.ts';
import type { Moment } from './moment.ts';
import { NumbersVersion, readLine, TenantVersion } from './version.ts';

/** What one commit of the line changed for an audit. */
export interface Step {
  moment: Moment;
  /** Tenants of which something that is asked for changed; a file that another name was given is one of them. */
  tenants: readonly TenantChange[];
  /** The file of our numbers, before and after; absent where it did not change. */
  numbers?: { before: NumbersVersion | undefined; after: NumbersVersion | undefined };
  /** Files that could not have been in force: what they held before is taken to hold on, as it did on the nodes. */
  unread: readonly Unread[];
}

export interface TenantChange {
  before?: TenantVersion;
  after?: TenantVersion;
}

export interface Unread {
  file: string;
  code: string;
  line: number;
}

/** Goes through a history, oldest first. Steps in which nothing changed that an audit asks for are left out. */
export function* replay({ moments, facts, folder }: History): Generator<Step> {
  const tenants = new Map<string, TenantVersion>();
  let numbers: NumbersVersion | undefined;
  for (const moment of moments) {
    const changed = new Map<string, TenantChange>();
    const unread: Unread[] = [];
    let settings: Step['numbers'];
    for (const change of moment.changes) {
      const found = contentOf(change, facts, folder);
      if ('unread' in found) unread.push(found.unread);
      else if (change.name === NUMBERS_FILE) {
        const after = found.line === undefined ? undefined : numbersOf(found.line, folder);
        settings = { before: numbers, after };
        numbers = after;
      } else {
        const id = change.name.slice(0, -'.yaml'.length);
        const before = tenants.get(id);
        const after = found.line === undefined ? undefined : new TenantVersion(id, folder, found.line);
        if (after) tenants.set(id, after);
        else tenants.delete(id);
        if (before && after?.equals(before)) tenants.set(id, before);
        else if (before ?? after) changed.set(id, { ...(before && { before }), ...(after && { after }) });
      }
    }
    const step = { moment, tenants: withRenames([...changed.values()]), unread };
    if (changed.size > 0 || unread.length > 0 || settings || moment.moved)
      yield settings ? { ...step, numbers: settings } : step;
  }
}

function numbersOf(line: string, folder: string): NumbersVersion | undefined {
  const facts = readLine(line);
  return facts.kind === 'numbers' ? new NumbersVersion(`${folder}/${NUMBERS_FILE}`, facts) : undefined;
}

/** A file's facts; without a line it went. */
function contentOf(
  { name, object, link }: FileChange,
  facts: ReadonlyMap<string, string>,
  folder: string,
): { line: string | undefined } | { unread: Unread } {
  const file = `${folder}/${name}`;
  if (name !== NUMBERS_FILE && !parseTenantId(name.slice(0, -'.yaml'.length)).ok)
    return { unread: { file, code: 'file-unknown', line: 1 } };
  if (object === undefined) return { line: undefined };
  if (link) return { unread: { file, code: 'file-symlink', line: 1 } };
  const line = facts.get(keyOf({ object, name })) ?? '';
  if (!line.startsWith(UNREADABLE)) return { line };
  const read = readLine(line);
  return read.kind === 'unreadable' ? { unread: { file, code: read.code, line: read.line } } : { line };
}

const UNREADABLE = '{"kind":"unreadable"';

/**
 * A tenant whose file went while another came with all its numbers and the same identity check is the same customer under another id:
 * both together are one change.
 */
function withRenames(changes: readonly TenantChange[]): TenantChange[] {
  const gone = changes.filter(({ after }) => !after);
  const came = Map.groupBy(
    changes.filter(({ before }) => !before),
    ({ after }) => after?.identityCheck?.recordRef,
  );
  const pairs = new Map<TenantChange, TenantChange>();
  for (const old of gone) {
    const ref = old.before?.identityCheck?.recordRef;
    const next =
      ref === undefined
        ? undefined
        : came.get(ref)?.find((change) => !pairs.has(change) && isSame(old.before, change.after));
    if (next) pairs.set(next, old);
  }
  const renamed = new Set(pairs.values());
  return changes.flatMap((change) => {
    if (renamed.has(change)) return [];
    const before = pairs.get(change)?.before;
    return [before ? { ...change, before } : change];
  });
}

function isSame(before: TenantVersion | undefined, after: TenantVersion | undefined): boolean {
  const kept = new Set(after?.holdings.map(({ number, from }) => `${number} ${from}`));
  return before?.holdings.every(({ number, from }) => kept.has(`${number} ${from}`)) ?? false;
}
