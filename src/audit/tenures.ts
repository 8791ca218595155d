import type { LentNumber, NumberKind, UsageMode } from '../domain/lent-number.ts';
import { addDays, type LocalDate } from '../domain/local-date.ts';
import type { Moment } from './moment.ts';
import type { Step, TenantChange } from './replay.ts';
import { type IdentityCheck, type Lending, lendingsOf, type TenantVersion } from './version.ts';

/** One tenant's hold on one number, from the commit that began it to the one that ended it. */
export interface Tenure {
  number: LentNumber;
  /** The id at its end; earlier ones of the same customer before it. */
  tenant: string;
  formerIds: readonly string[];
  usage: UsageMode;
  kind: NumberKind;
  /** By the file. */
  from: LocalDate;
  /** The last day: the file's, or where the line went before that day came, the day before. */
  to?: LocalDate;
  began: Moment;
  /** What said the end: absent while there is none. */
  ended?: { moment: Moment; how: 'end-written' | 'line-removed' | 'file-deleted' };
  /** The commit with which its line went; absent: it stands. */
  gone?: Moment;
  /** Every check that its file referred to while it stood, oldest first. */
  identityChecks: readonly IdentityCheck[];
}

/** Follows who holds what through a history, step by step. */
export class Tenures {
  /** In the order in which they began. */
  readonly all: Tenure[] = [];
  readonly #standing = new Map<string, Tenure[]>();
  readonly #wanted: ((number: LentNumber) => boolean) | undefined;

  /** @param wanted numbers to follow; default: all */
  constructor(wanted?: (number: LentNumber) => boolean) {
    this.#wanted = wanted;
  }

  /** Lines that stand now, by tenant. */
  get standing(): Iterable<Tenure> {
    return [...this.#standing.values()].flat();
  }

  follow({ moment, tenants }: Step): void {
    for (const change of tenants) this.#change(change, moment);
  }

  #change({ before, after }: TenantChange, moment: Moment): void {
    const old = (before && this.#standing.get(before.id)) ?? [];
    if (before) this.#standing.delete(before.id);
    const lines = (after ? lendingsOf(after) : []).filter(({ number }) => this.#wanted?.(number) ?? true);
    const pairs = pair(old, lines);
    for (const tenure of old) if (!pairs.some(([, known]) => known === tenure)) end(tenure, moment, after);
    if (!after) return;
    const standing = pairs.map(([line, known]) => {
      if (known) return goOn(known, line, after, moment);
      const tenure = begin(line, after, moment);
      this.all.push(tenure);
      return tenure;
    });
    if (standing.length > 0) this.#standing.set(after.id, standing);
  }
}

/** Each line with what it went on from: the same number and mode, by its first day where a number has several. */
function pair(old: readonly Tenure[], lines: readonly Lending[]): [Lending, Tenure | undefined][] {
  const free = new Set(old);
  const take = (line: Lending, same: (tenure: Tenure) => boolean): Tenure | undefined => {
    const found = [...free].find((t) => t.number === line.number && t.usage === line.usage && same(t));
    if (found) free.delete(found);
    return found;
  };
  const exact = lines.map((line) => [line, take(line, ({ from }) => from === line.from)] as const);
  return exact.map(([line, found]) => [line, found ?? take(line, () => true)]);
}

function begin(line: Lending, { id, identityCheck }: TenantVersion, began: Moment): Tenure {
  const { number, usage, kind, from, to } = line;
  return {
    number,
    tenant: id,
    formerIds: [],
    usage,
    kind,
    from,
    ...(to ? { to, ended: { moment: began, how: 'end-written' } } : {}),
    began,
    identityChecks: identityCheck ? [identityCheck] : [],
  };
}

function goOn(tenure: Tenure, line: Lending, { id, identityCheck }: TenantVersion, moment: Moment): Tenure {
  if (tenure.tenant !== id) {
    tenure.formerIds = [...tenure.formerIds, tenure.tenant];
    tenure.tenant = id;
  }
  tenure.kind = line.kind;
  tenure.from = line.from;
  if (line.to === undefined) {
    delete tenure.to;
    delete tenure.ended;
  } else if (line.to !== tenure.to) {
    tenure.to = line.to;
    tenure.ended = { moment, how: 'end-written' };
  }
  const last = tenure.identityChecks.at(-1);
  if (identityCheck && JSON.stringify(identityCheck) !== JSON.stringify(last))
    tenure.identityChecks = [...tenure.identityChecks, identityCheck];
  return tenure;
}

/** A line that went after its last day leaves that as it was; one that had not ended was in use until the day before. */
function end(tenure: Tenure, moment: Moment, after: TenantVersion | undefined): void {
  tenure.gone = moment;
  if (tenure.to !== undefined && tenure.to < moment.day) return;
  tenure.to = addDays(moment.day, -1);
  tenure.ended = { moment, how: after ? 'line-removed' : 'file-deleted' };
}
