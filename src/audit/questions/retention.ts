import { addDays, type LocalDate } from '../../domain/local-date.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { recordDays } from '../../domain/retention.ts';
import type { History } from '../history.ts';
import { type Life, Lives } from '../lives.ts';
import { type CommitRef, refOf } from '../reference.ts';
import { replay } from '../replay.ts';
import { type Source, sourceOf } from './source.ts';

/** Until when the records of identity checks are kept. */
export interface RetentionAnswer {
  question: 'retention';
  source: Source;
  day: LocalDate;
  counts: Readonly<Record<RecordState, number>>;
  /** By the day on which they may go; those in force last. */
  records: readonly RecordDays[];
}

/** `in-force`: the contract runs. `kept`: it has ended and the record is kept on. `may-go`: no longer. */
export type RecordState = 'in-force' | 'kept' | 'may-go';

/** One record of one customer; one that refers to none has one line without `recordRef`. */
export interface RecordDays {
  tenant: string;
  recordRef?: string;
  state: RecordState;
  /** The contract's last day: the file's, or the day before it was deleted. */
  ended?: LocalDate;
  keepUntil?: LocalDate;
  mayGoFrom?: LocalDate;
  /** The commit that deleted the file; absent: it stands. */
  deleted?: CommitRef;
}

/** Of everybody who was ever a customer: history knows those whose file was deleted too. */
export function retentionAnswer(history: History, day: LocalDate): RetentionAnswer {
  const lives = new Lives();
  for (const step of replay(history)) lives.follow(step);
  const records = lives.all.flatMap((life) => recordsOf(life, day)).sort(byDay);
  const count = (state: RecordState) => records.filter((record) => record.state === state).length;
  return {
    question: 'retention',
    source: sourceOf(history, undefined),
    day,
    counts: { 'in-force': count('in-force'), kept: count('kept'), 'may-go': count('may-go') },
    records,
  };
}

function recordsOf(life: Life, day: LocalDate): RecordDays[] {
  const ended = endOf(life);
  const days = ended === undefined ? undefined : recordDays(ended);
  const state = stateOn(day, ended, days?.mayGoFrom);
  const refs = new Set(life.identityChecks.map(({ recordRef }) => recordRef));
  return [...(refs.size > 0 ? refs : [undefined])].map((recordRef) => ({
    tenant: life.version.id,
    ...(recordRef === undefined ? {} : { recordRef }),
    state,
    ...(ended === undefined ? {} : { ended }),
    ...days,
    ...(life.deleted ? { deleted: refOf(life.deleted) } : {}),
  }));
}

/** Whoever had an open contract when the file was deleted was a customer until then. */
function endOf({ version, deleted }: Life): LocalDate | undefined {
  const { ends } = version.view.contract;
  const before = deleted && addDays(deleted.day, -1);
  return before !== undefined && (ends === undefined || before < ends) ? before : ends;
}

function stateOn(
  day: LocalDate,
  ended: LocalDate | undefined,
  mayGoFrom: LocalDate | undefined,
): RecordState {
  if (ended === undefined || mayGoFrom === undefined || day <= ended) return 'in-force';
  return day < mayGoFrom ? 'kept' : 'may-go';
}

function byDay(a: RecordDays, b: RecordDays): number {
  const LAST = '9999-12-31';
  return (
    byCodeUnit(a.mayGoFrom ?? LAST, b.mayGoFrom ?? LAST) ||
    byCodeUnit(a.tenant, b.tenant) ||
    byCodeUnit(a.recordRef ?? '', b.recordRef ?? '')
  );
}
