import { formatLentNumber } from '../domain/lent-number.ts';
import type { Moment } from './moment.ts';
import type { Step, TenantChange } from './replay.ts';
import { type IdentityCheck, type Lending, lendingsOf, type TenantVersion } from './version.ts';

/** What changed of a tenant. */
export interface TenantEvent {
  moment: Moment;
  what: EventName;
  /** Days, numbers, ids and code words. */
  detail: Readonly<Record<string, string>>;
}

export type EventName =
  | 'contract-starts'
  | 'contract-ends'
  | 'contract-end-removed'
  | 'suspended'
  | 'suspension-lifted'
  | 'identity-check'
  | 'identity-check-removed'
  | 'channel'
  | 'number-added'
  | 'number-changed'
  | 'number-removed'
  | 'renamed'
  | 'file-deleted'
  | 'file-restored'
  | 'file-unreadable'
  | 'folder-moved';

/** One customer, whatever ids it had. */
export interface Life {
  /** Oldest first; the last one is that of its file. */
  ids: string[];
  events: TenantEvent[];
  /** As its file stands, or stood when it was deleted. */
  version: TenantVersion;
  deleted?: Moment;
  /** Every check that its file referred to, oldest first. */
  identityChecks: IdentityCheck[];
}

/** Follows every customer through a history. */
export class Lives {
  readonly all: Life[] = [];
  readonly #byId = new Map<string, Life>();

  follow({ moment, tenants, unread }: Step): void {
    const { moved } = moment;
    if (moved) {
      for (const life of this.#byId.values())
        if (!life.deleted) life.events.push({ moment, what: 'folder-moved', detail: moved });
    }
    for (const change of tenants) this.#change(change, moment);
    for (const { file, code } of unread) {
      const id = file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
      this.#byId.get(id)?.events.push({ moment, what: 'file-unreadable', detail: { code } });
    }
  }

  #change({ before, after }: TenantChange, moment: Moment): void {
    const known = this.#byId.get(before?.id ?? after?.id ?? '');
    if (!after) {
      if (!known) return;
      known.deleted = moment;
      known.events.push({ moment, what: 'file-deleted', detail: {} });
      return;
    }
    const life = known && (before || isSame(known.version, after)) ? known : this.#begin(after);
    const tell = (what: EventName, detail: Record<string, string> = {}) =>
      life.events.push({ moment, what, detail });
    if (life.deleted) tell('file-restored');
    delete life.deleted;
    if (before && before.id !== after.id) {
      tell('renamed', { from: before.id, to: after.id });
      life.ids.push(after.id);
      this.#byId.delete(before.id);
      this.#byId.set(after.id, life);
    }
    const since = life.events.some(({ what }) => what === 'contract-starts') ? life.version : undefined;
    for (const [what, detail] of differences(since, after)) tell(what, detail);
    life.version = after;
    const check = after.identityCheck;
    if (check && !life.identityChecks.some((known) => JSON.stringify(known) === JSON.stringify(check)))
      life.identityChecks.push(check);
  }

  #begin(version: TenantVersion): Life {
    const life: Life = { ids: [version.id], events: [], version, identityChecks: [] };
    this.all.push(life);
    this.#byId.set(version.id, life);
    return life;
  }
}

/** An id that comes again is the same customer's where the identity check is. */
function isSame(a: TenantVersion, b: TenantVersion): boolean {
  return a.identityCheck?.recordRef === b.identityCheck?.recordRef;
}

type Difference = [EventName, Record<string, string>];

function* differences(before: TenantVersion | undefined, after: TenantVersion): Generator<Difference> {
  const [was, is] = [before?.view.contract, after.view.contract];
  if (is.starts && is.starts !== was?.starts)
    yield ['contract-starts', { day: is.starts, ...old(was?.starts) }];
  if (is.ends && is.ends !== was?.ends) yield ['contract-ends', { day: is.ends, ...old(was?.ends) }];
  if (!is.ends && was?.ends) yield ['contract-end-removed', { was: was.ends }];
  if (is.suspendedSince && is.suspendedSince !== was?.suspendedSince) {
    const reason = after.suspensionReason;
    yield ['suspended', { since: is.suspendedSince, ...(reason ? { reason } : {}) }];
  }
  if (!is.suspendedSince && was?.suspendedSince) yield ['suspension-lifted', { was: was.suspendedSince }];
  const check = after.identityCheck;
  if (check && JSON.stringify(check) !== JSON.stringify(before?.identityCheck))
    yield ['identity-check', { ...check }];
  if (!check && before?.identityCheck) yield ['identity-check-removed', {}];
  if (after.channel && after.channel !== before?.channel)
    yield ['channel', { channel: after.channel, ...old(before?.channel) }];
  yield* numberDifferences(before ? lendingsOf(before) : [], lendingsOf(after));
}

function* numberDifferences(before: readonly Lending[], after: readonly Lending[]): Generator<Difference> {
  const words = (line: Lending) => JSON.stringify(detailOf(line));
  const was = new Set(before.map(words));
  const is = new Set(after.map(words));
  const gone = before.filter((line) => !is.has(words(line)));
  const came = after.filter((line) => !was.has(words(line)));
  for (const line of came) {
    const place = gone.findIndex(({ number }) => number === line.number);
    const [old] = place < 0 ? [] : gone.splice(place, 1);
    const number = formatLentNumber(line.number);
    yield old
      ? ['number-changed', { ...detailOf(line), number, was: dates(old) }]
      : ['number-added', { ...detailOf(line), number }];
  }
  for (const line of gone) yield ['number-removed', detailOf(line)];
}

function detailOf({ number, usage, kind, from, to }: Lending): Record<string, string> {
  return { number: formatLentNumber(number), usage, kind, from, ...(to ? { to } : {}) };
}

function dates({ usage, from, to }: Lending): string {
  return `${usage} ${from} – ${to ?? ''}`.trimEnd();
}

function old(was: string | undefined): { was: string } | Record<string, never> {
  return was === undefined ? {} : { was };
}
