import type { TenantId } from '../../domain/ids.ts';
import type { NodeCalls } from '../../store/calls.ts';
import type { CallEntry, ReadSoFar } from './journal.ts';

/** A call of this node that an operator has answered; times in seconds since 1970 by the node's clock. */
export interface AnsweredCall {
  tenant: TenantId;
  answered: number;
  /** Absent while it goes on. */
  ended?: number;
  /** Written about while it went on. */
  reported?: true;
}

/** A report that this node has taken. */
export interface TakenReport {
  tenant: TenantId;
  /** In seconds by the node's clock. */
  at: number;
  /** The calls that it names; none: it is about the oldest one of its tenant's that waits. */
  calls: readonly string[];
}

/** All that is remembered of calls: what is counted, and what waits for its report. */
export interface CallBook {
  format: 1;
  /** Calls since the node began to count, by tenant, a space and outcome. */
  counts: Record<string, number>;
  /** Forwarded calls by lent number, a space and `own` for the line that the tenant's file names, or `other`. */
  lines: Record<string, number>;
  /** When a call first came by the line of the tenant's file: by tenant, a space and lent number. */
  forwarded: Record<string, number>;
  /** Pages of faxes, by tenant. */
  pages: Record<string, number>;
  /** Calls whose report is awaited, by UUID. */
  open: Record<string, AnsweredCall>;
  /** Other nodes' calls that were reported here, and when. */
  reported: Record<string, number>;
  /** Reports for which no call is known yet. */
  waiting: TakenReport[];
  /** Of the journal of calls. */
  read: ReadSoFar;
  /** Marks of reports that are counted and may still lie in the spool. */
  counted: string[];
}

/** What is told of a call that has been counted. */
export interface CountedCall {
  tenant: TenantId;
  /** What became of it: one of a few words. */
  outcome: string;
  /** Of a fax. */
  pages: number;
}

export function emptyBook(): CallBook {
  return {
    format: 1,
    counts: {},
    lines: {},
    forwarded: {},
    pages: {},
    open: {},
    reported: {},
    waiting: [],
    read: {},
    counted: [],
  };
}

/** So long a report waits for its call, which another node may not have told of yet. */
const PATIENCE_S = 600;
/** So long it is told what was reported here, at the least: the call's node may be away. */
const TOLD_S = 3_600;
/** So long an unreported call stays an alarm. */
const KEPT_S = 7 * 86_400;

/**
 * Counts a call that has ended, and opens one that was answered.
 * @param seconds makes the journal's milliseconds the node's seconds
 * @returns what it was counted as; undefined where it was not
 */
export function enter(
  book: CallBook,
  entry: CallEntry,
  seconds: (ms: number) => number,
): CountedCall | undefined {
  const { tenant, number, call, ended } = entry;
  const at = seconds(entry.at);
  const open = book.open[call];
  if (!ended) {
    book.open[call] ??= { tenant, answered: at };
    return undefined;
  }
  const outcome = open ? 'answered' : ended.outcome;
  const counts = open?.ended === undefined;
  if (counts) add(book.counts, `${tenant} ${outcome}`);
  if (open) open.ended ??= at;
  if (ended.line !== '') add(book.lines, `${number} ${ended.line}`);
  if (ended.line === 'own') book.forwarded[`${tenant} ${number}`] ??= at;
  if (ended.pages > 0) add(book.pages, tenant, ended.pages);
  return counts ? { tenant, outcome, pages: ended.pages } : undefined;
}

/**
 * Calls that were answered before a moment and of whose end nothing will be written: their report is awaited from the answer on.
 * @returns what they were counted as
 */
export function breakOff({ open, counts }: CallBook, before: number): CountedCall[] {
  const broken = Object.values(open).filter((call) => call.ended === undefined && call.answered < before);
  return broken.map((call) => {
    call.ended = call.answered;
    add(counts, `${call.tenant} answered`);
    return { tenant: call.tenant, outcome: 'answered', pages: 0 };
  });
}

/**
 * Which calls a report is about: those that it names, else the oldest of its tenant's that was answered before it and waits, on whichever node.
 * A report that comes before its call is known waits for it.
 * @returns how long after the call's end, or its answer, each came, in seconds
 */
export function takeReports(
  book: CallBook,
  reports: readonly TakenReport[],
  others: readonly NodeCalls[],
): { report: TakenReport; delay: number }[] {
  const taken: { report: TakenReport; delay: number }[] = [];
  const waiting: TakenReport[] = [];
  for (const report of [...book.waiting, ...reports].sort((a, b) => a.at - b.at)) {
    const named = report.calls.length > 0 ? report.calls : oldest(book, report, others);
    for (const id of named) taken.push({ report, delay: report.at - settle(book, id, report.at, others) });
    if (named.length === 0) waiting.push(report);
  }
  book.waiting = waiting;
  return taken;
}

/** What other nodes have been told about calls of this one. */
export function hear(book: CallBook, others: readonly NodeCalls[]): void {
  for (const { reported } of others)
    for (const id of Object.keys(reported)) {
      const open = book.open[id];
      if (open) open.reported = true;
    }
}

/** Forgets what is done, and what has lost its meaning. */
export function tidy(book: CallBook, now: number, others: readonly NodeCalls[]): void {
  for (const [id, call] of Object.entries(book.open)) {
    if (call.ended === undefined) continue;
    if (call.reported || now - call.ended > KEPT_S) delete book.open[id];
  }
  for (const [id, at] of Object.entries(book.reported))
    if (now - at > TOLD_S && !others.some(({ open }) => id in open)) delete book.reported[id];
  book.waiting = book.waiting.filter(({ at }) => now - at <= PATIENCE_S);
}

/** The calls whose report should have come by now, by UUID, the oldest first. @param within seconds that an operator has after the call */
export function missing({ open }: CallBook, now: number, within: number): [id: string, call: AnsweredCall][] {
  return Object.entries(open)
    .filter(([, { ended, reported }]) => !reported && ended !== undefined && now - ended > within)
    .sort(([, a], [, b]) => a.answered - b.answered);
}

/** What other nodes have to know. */
export function told({ open, reported, forwarded }: CallBook): NodeCalls {
  const waiting = Object.entries(open).filter(([, call]) => !call.reported);
  return {
    open: Object.fromEntries(waiting.map(([id, { tenant, answered }]) => [id, { tenant, answered }])),
    reported,
    forwarded,
  };
}

function oldest(book: CallBook, { tenant, at }: TakenReport, others: readonly NodeCalls[]): string[] {
  const known = others.flatMap(({ reported }) => Object.keys(reported));
  const done = new Set([...known, ...Object.keys(book.reported)]);
  const [first] = [told(book), ...others]
    .flatMap(({ open }) => Object.entries(open))
    .filter(([id, call]) => call.tenant === tenant && call.answered <= at && !done.has(id))
    .sort(([, a], [, b]) => a.answered - b.answered);
  return first ? [first[0]] : [];
}

/** @returns since when its report was awaited, in seconds; where nobody knows, the report's own time */
function settle(book: CallBook, id: string, at: number, others: readonly NodeCalls[]): number {
  const own = book.open[id];
  if (own) own.reported = true;
  else book.reported[id] = at;
  const known = own?.ended ?? own?.answered ?? others.find(({ open }) => id in open)?.open[id]?.answered;
  return Math.min(known ?? at, at);
}

function add(counts: Record<string, number>, key: string, by = 1): void {
  counts[key] = (Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0) + by;
}
