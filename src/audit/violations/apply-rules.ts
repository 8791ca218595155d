import type { Text } from '../../domain/language.ts';
import type { AppliedRecord } from '../../store/applied-record.ts';
import { type Anchor, brokenSince } from '../anchor.ts';
import { believed, type Ledger } from '../ledger.ts';

/** What contradicts the branch, from outside of git. */
export interface OutsideFinding {
  code: string;
  stack?: string;
  /** The commit that it is about, as it was recorded. */
  commit?: string;
  what: Text;
  action: Text;
}

const REWRITTEN = 'history-rewritten';
const LOOK_FOR_IT = {
  en: 'find who pushed over the branch (the server’s log, other clones), bring the old commits back, and protect the branch',
  ja: '誰がブランチを書き換えたか（サーバーの記録、ほかのクローン）を調べ、元のコミットを戻して、ブランチを保護してください',
};

/** Whether the branch still goes on from where an earlier audit saw it end. @param commits of the line, newest first */
export function* sinceAnchors(
  anchors: readonly { file: string; anchor: Anchor }[],
  commits: readonly string[],
): Generator<OutsideFinding> {
  for (const { file, anchor } of anchors) {
    const why = brokenSince(anchor, commits);
    if (why === undefined) continue;
    const what = {
      en: `the branch was rewritten after ${anchor.at} (${file}): ${why.en}`,
      ja: `ブランチが ${anchor.at}（${file}）の後に書き換えられました。${why.ja}`,
    };
    yield { code: REWRITTEN, commit: anchor.commit, what, action: LOOK_FOR_IT };
  }
}

/** Whether whatever was applied had been merged, and whether the records can be believed. */
export function* ofApplies(ledger: Ledger): Generator<OutsideFinding> {
  for (const { stack, records } of ledger.stacks) {
    for (const { problem } of records)
      if (problem) {
        const { message, action } = problem.said;
        yield { code: problem.code, stack, what: message, action };
      }
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
  const apply = { en: `the apply of ${at} (record ${sequence})`, ja: `${at} の適用（記録 ${sequence}）` };
  const about = { stack, ...(commit === undefined ? {} : { commit }) };
  if (commit !== undefined && unknown.has(commit)) {
    const what = {
      en: `${apply.en} was of the commit ${commit}, which this repository does not have: the branch was rewritten since, or it was never pushed`,
      ja: `${apply.ja}のコミット ${commit} がこのリポジトリにありません。その後ブランチが書き換えられたか、push されていません`,
    };
    yield { code: REWRITTEN, ...about, what, action: LOOK_FOR_IT };
    return;
  }
  const why =
    commit === undefined
      ? { en: 'was of files in no git repository', ja: 'は git リポジトリにないファイルのものです' }
      : !places.has(commit)
        ? {
            en: `was of the commit ${commit}, which is not on the branch: it was applied without its merge, or the branch was rewritten since`,
            ja: `のコミット ${commit} がブランチにありません。マージせずに適用されたか、その後ブランチが書き換えられました`,
          }
        : clean
          ? undefined
          : {
              en: `differed from its commit ${commit}: part of it was never committed`,
              ja: `がコミット ${commit} と違います。一部がコミットされていません`,
            };
  if (why === undefined) return;
  const action = {
    en: 'compare what was live then with the branch, merge what is missing, and apply the branch alone',
    ja: '当時動いていたものをブランチと比べ、足りないものをマージして、ブランチだけを適用してください',
  };
  const what = { en: `${apply.en} ${why.en}`, ja: `${apply.ja}${why.ja}` };
  yield { code: 'applied-without-merge', ...about, what, action };
}
