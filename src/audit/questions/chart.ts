import { formatLentNumber, type LentNumber, type UsageMode } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { History } from '../history.ts';
import type { Ledger } from '../ledger.ts';
import { type Quarantine, QuarantineDays } from '../quarantines.ts';
import { refOf } from '../reference.ts';
import { replay } from '../replay.ts';
import { type Said, Sayings } from '../sayings.ts';
import { type Suspension, Suspensions } from '../suspensions.ts';
import { type Tenure, Tenures } from '../tenures.ts';
import type { OutsideFinding } from '../violations/apply-rules.ts';
import { type Holder, holderOf } from './holder.ts';
import { type Source, sourceOf } from './source.ts';
import { type AuditNote, type AuditViolation, violationsAnswer } from './violations.ts';

/** Every number that was ever anything but free, over all time. */
export interface ChartAnswer {
  question: 'page';
  source: Source;
  /** The day by which violations are judged. */
  day: LocalDate;
  /** By number. */
  numbers: readonly NumberChart[];
  violations: readonly AuditViolation[];
  notes: readonly AuditNote[];
}

export interface NumberChart {
  number: string;
  /** By their first day. */
  holders: readonly ChartHolder[];
  /** Holders from before these files. */
  released: readonly Said<{ usage: UsageMode; on: LocalDate }>[];
  /** When it was kept back. */
  reserved: readonly Said<{ reason: string }>[];
  /** By their first day; a holder's days may lie within: then the quarantine was broken. */
  quarantines: readonly Quarantine[];
  /** Places in the answer's `violations` of those that are about this number, or a tenant that held it. */
  violations: readonly number[];
}

export interface ChartHolder extends Holder {
  /** Days of the holder's on which the number was stopped. */
  suspensions?: readonly Suspension[];
}

/** As git knows it at the end of the branch. @param outside what anchors have shown */
export function chartAnswer(
  history: History,
  about: { day: LocalDate; outside: readonly OutsideFinding[]; ledger?: Ledger | undefined },
): ChartAnswer {
  const { violations, notes } = violationsAnswer(history, about);
  const known = follow(history);
  const numbers = [...new Set([...known.tenures.keys(), ...known.released.keys(), ...known.reserved.keys()])];
  const ofNumber = Map.groupBy(violations.keys(), (i) => violations[i]?.number);
  const ofTenant = Map.groupBy(violations.keys(), (i) =>
    violations[i]?.number === undefined ? violations[i]?.tenant : undefined,
  );
  const blamed = (tenure: Tenure) =>
    (ofTenant.get(tenure.tenant) ?? []).filter((i) => {
      const violation = violations[i];
      return violation !== undefined && stoodAt(tenure, violation);
    });
  return {
    question: 'page',
    source: sourceOf(history, about.ledger),
    day: about.day,
    numbers: numbers.sort(byCodeUnit).map((number) => {
      const tenures = known.tenures.get(number) ?? [];
      const released = known.released.get(number) ?? [];
      const own = ofNumber.get(formatLentNumber(number)) ?? [];
      return {
        number: formatLentNumber(number),
        holders: tenures
          .toSorted((a, b) => byCodeUnit(a.from, b.from) || a.began.at - b.began.at)
          .map((tenure) => chartHolder(tenure, known.suspensions, about.ledger)),
        released: released.map(({ number: _, ...said }) => said),
        reserved: (known.reserved.get(number) ?? []).map(({ number: _, ...said }) => said),
        quarantines: quarantinesOf(known.days, tenures, released),
        violations: [...new Set([...own, ...tenures.flatMap(blamed)])].sort((a, b) => a - b),
      };
    }),
    violations,
    notes,
  };
}

function follow(history: History) {
  const tenures = new Tenures();
  const suspensions = new Suspensions();
  const days = new QuarantineDays();
  const released = new Sayings<{ number: LentNumber; usage: UsageMode; on: LocalDate }>();
  const reserved = new Sayings<{ number: LentNumber; reason: string }>();
  for (const step of replay(history)) {
    tenures.follow(step);
    suspensions.follow(step);
    days.follow(step);
    if (!step.numbers) continue;
    const ref = refOf(step.moment);
    const settings = step.numbers.after?.settings;
    released.follow(settings?.released ?? [], ref);
    reserved.follow(settings?.reserved ?? [], ref);
  }
  return {
    tenures: Map.groupBy(tenures.all, ({ number }) => number),
    suspensions,
    days,
    released: Map.groupBy(released.all, ({ number }) => number),
    reserved: Map.groupBy(reserved.all, ({ number }) => number),
  };
}

function chartHolder(tenure: Tenure, suspensions: Suspensions, ledger: Ledger | undefined): ChartHolder {
  const { from, to } = tenure;
  const within = suspensions.of(tenure.tenant).flatMap((suspension) => {
    const first = suspension.from < from ? from : suspension.from;
    const ends = [suspension.to, to].filter((day) => day !== undefined).sort(byCodeUnit);
    const [last] = ends;
    return last === undefined || first <= last
      ? [{ ...suspension, from: first, ...(last === undefined ? {} : { to: last }) }]
      : [];
  });
  return { ...holderOf(tenure, ledger), ...(within.length > 0 ? { suspensions: within } : {}) };
}

/** A use that is told twice, by a tenant's file and as released, is one. */
function quarantinesOf(
  days: QuarantineDays,
  tenures: readonly Tenure[],
  released: readonly { usage: UsageMode; on: LocalDate }[],
): Quarantine[] {
  const uses = [
    ...tenures.flatMap(({ tenant, usage, from, to }) =>
      to !== undefined && from <= to ? [{ tenant, usage, to }] : [],
    ),
    ...released.map(({ usage, on }) => ({ usage, to: on })),
  ];
  const told = new Set<string>();
  const once = uses.filter(({ usage, to }) => told.size < told.add(`${usage} ${to}`).size);
  return once
    .flatMap(({ usage, to, ...who }) => days.after(usage, to).map((span) => ({ usage, ...span, ...who })))
    .sort((a, b) => byCodeUnit(a.from, b.from));
}

/** Whether a violation of a tenant's was this tenure's too: not one of another customer with the same id. */
function stoodAt({ began, gone }: Tenure, { commit }: AuditViolation): boolean {
  return commit === undefined || (refOf(began).at <= commit.at && (!gone || commit.at <= refOf(gone).at));
}
