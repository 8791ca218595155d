import { readFile, rm } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { NodeName, TenantId } from '../../domain/ids.ts';
import type { Alarms } from '../../store/alarms.ts';
import { type NodeCalls, otherNodesCalls, writeNodeCalls } from '../../store/calls.ts';
import { isRecord, parseJson } from '../../store/json.ts';
import type { Blobs } from '../../store/store.ts';
import {
  breakOff,
  type CallBook,
  type CountedCall,
  emptyBook,
  enter,
  hear,
  missing,
  takeReports,
  tidy,
  told,
} from './book.ts';
import { readJournal, tidyJournal } from './journal.ts';
import { type ReportMark, readMarks } from './marks.ts';

/** Without word of its end a call has ended after so long: Asterisk could not write it down. */
const LONGEST_CALL_MS = 4 * 3_600_000;

/** What the clerk works with. */
export interface ClerkParts {
  /** The node's folder: `spool/calls` and `spool/reports` are read, `calls.json` is the book. */
  root: string;
  blobs: Blobs;
  node: NodeName;
  /** Seconds after a call's end in which its report is to come. */
  within: number;
  /** Seconds to add to the machine's clock. */
  clock(): Promise<number>;
  /** When the running Asterisk started: milliseconds by the machine's clock. */
  asterisk(): Promise<number | undefined>;
  /** Told of each call that is counted. Killed just before, it is not: the book has it all the same. */
  counted?(call: CountedCall): unknown;
  /** Told of each report, with the seconds since its call ended. */
  reported(tenant: TenantId, delay: number): unknown;
}

/**
 * Counts calls and sees that each answered one is reported. What it knows is on disk before what it knows it from is taken away: killed at any
 * point, it counts nothing twice and forgets nothing.
 */
export class CallClerk {
  readonly #p: ClerkParts;
  #book: CallBook | undefined;
  /** What was written last for the other nodes, and on disk. */
  #told = '';
  #saved = '';

  constructor(parts: ClerkParts) {
    this.#p = parts;
  }

  /** What has been counted so far; undefined before the first turn. */
  get book(): CallBook | undefined {
    return this.#book;
  }

  /** One look at what was written of calls and reports. */
  async turn(now = Date.now()): Promise<Alarms> {
    const { root, blobs, node, within } = this.#p;
    this.#book ??= await readBook(`${root}/calls.json`);
    const book = this.#book;
    const offset = await this.#p.clock();
    const seconds = (ms: number) => Math.round(ms / 1000) + offset;

    const done = new Set(book.counted);
    const marks = (await readMarks(`${root}/spool/reports`)).filter(({ path }) => !done.has(path));
    await this.#enter(book, seconds, now);
    // Calls are counted also while the store is away; reports wait for it.
    const others = await otherNodesCalls(blobs, node);
    this.#report(book, marks, others, seconds);
    tidy(book, seconds(now), others);
    await this.#remember(
      book,
      marks.map(({ path }) => path),
    );
    await this.#tell(told(book));
    const late = missing(book, seconds(now), within);
    return { 'report-missing': late.map(([id, { tenant }]) => `${tenant}, call ${id}`) };
  }

  async #enter(book: CallBook, seconds: (ms: number) => number, now: number): Promise<void> {
    const journal = `${this.#p.root}/spool/calls`;
    const { entries, read } = await readJournal(journal, book.read);
    const counted = entries.flatMap((entry) => enter(book, entry, seconds) ?? []);
    book.read = read;
    const since = Math.max((await this.#p.asterisk()) ?? 0, now - LONGEST_CALL_MS);
    counted.push(...breakOff(book, seconds(since)));
    await this.#remember(book, []);
    for (const call of counted) this.#p.counted?.(call);
    await tidyJournal(journal, read, now);
  }

  #report(
    book: CallBook,
    marks: readonly ReportMark[],
    others: readonly NodeCalls[],
    seconds: (ms: number) => number,
  ): void {
    hear(book, others);
    const reports = marks.map(({ tenant, at, calls }) => ({ tenant, at: seconds(at), calls }));
    for (const { report, delay } of takeReports(book, reports, others))
      this.#p.reported(report.tenant, delay);
  }

  /** The book first, then away with what it was written from. */
  async #remember(book: CallBook, counted: string[]): Promise<void> {
    const left = book.counted;
    book.counted = counted;
    const text = JSON.stringify(book);
    if (text !== this.#saved) await writeFileAtomic(`${this.#p.root}/calls.json`, text, { mode: 0o600 });
    this.#saved = text;
    for (const path of [...left, ...counted]) await rm(path, { force: true });
  }

  async #tell(calls: NodeCalls): Promise<void> {
    const text = JSON.stringify(calls);
    if (text === this.#told) return;
    await writeNodeCalls(this.#p.blobs, this.#p.node, calls);
    this.#told = text;
  }
}

/** A book that cannot be read begins anew: what it counted is lost, and what lies in the spool is not. */
async function readBook(path: string): Promise<CallBook> {
  const value = parseJson(await readFile(path, 'utf8').catch(() => ''));
  return isRecord(value) && value.format === 1
    ? { ...emptyBook(), ...(value as Partial<CallBook>) }
    : emptyBook();
}
