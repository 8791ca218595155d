import type { AppliedRecord } from '../../store/applied-record.ts';
import { type Anchor, brokenSince } from '../anchor.ts';
import { believed, type Ledger } from '../ledger.ts';

/** What contradicts the branch, from outside of git. */
export interface OutsideFinding {
  code: string;
  stack?: string;
  /** The commit that it is about, as it was recorded. */
  commit?: string;
  what: string;
  action: string;
}

const REWRITTEN = 'history-rewritten';
const LOOK_FOR_IT =
  'find who pushed over the branch (the server’s log, other clones), bring the old commits back, and protect the branch';

/** Whether the branch still goes on from where an earlier audit saw it end. @param commits of the line, newest first */
export function* sinceAnchors(
  anchors: readonly { file: string; anchor: Anchor }[],
  commits: readonly string[],
): Generator<OutsideFinding> {
  for (const { file, anchor } of anchors) {
    const why = brokenSince(anchor, commits);
    if (why === undefined) continue;
    const what = `the branch was rewritten after ${anchor.at} (${file}): ${why}`;
    yield { code: REWRITTEN, commit: anchor.commit, what, action: LOOK_FOR_IT };
  }
}

/** Whether whatever was applied had been merged, and whether the records can be believed. */
export function* ofApplies(ledger: Ledger): Generator<OutsideFinding> {
  for (const { stack, records } of ledger.stacks) {
    for (const { problem } of records)
      if (problem) yield { code: problem.code, stack, what: problem.message, action: problem.action };
    for (const record of withoutBeginnings(believed(records))) yield* ofRecord(record, ledger);
  }
}

/** A record of an apply that ended follows the one that was written before it began: both tell of one apply. */
function withoutBeginnings(records: readonly AppliedRecord[]): AppliedRecord[] {
  return records.filter(({ outcome, commit, clean }, i) => {
    const next = records[i + 1];
    return !(outcome === 'incomplete' && next && next.commit === commit && next.clean === clean);
  });
}

function* ofRecord(record: AppliedRecord, { places, unknown }: Ledger): Generator<OutsideFinding> {
  const { stack, commit, clean, at, sequence } = record;
  const apply = `the apply of ${at} (record ${sequence})`;
  const about = { stack, ...(commit === undefined ? {} : { commit }) };
  if (commit !== undefined && unknown.has(commit)) {
    const what = `${apply} was of the commit ${commit}, which this repository does not have: the branch was rewritten since, or it was never pushed`;
    yield { code: REWRITTEN, ...about, what, action: LOOK_FOR_IT };
    return;
  }
  const why =
    commit === undefined
      ? 'was of files in no git repository'
      : !places.has(commit)
        ? `was of the commit ${commit}, which is not on the branch: it was applied without its merge, or the branch was rewritten since`
        : clean
          ? undefined
          : `differed from its commit ${commit}: part of it was never committed`;
  if (why === undefined) return;
  const action =
    'compare what was live then with the branch, merge what is missing, and apply the branch alone';
  yield { code: 'applied-without-merge', ...about, what: `${apply} ${why}`, action };
}
