import type { Text } from '../../domain/language.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { History } from '../history.ts';
import { believed, type Ledger } from '../ledger.ts';
import type { Moment } from '../moment.ts';
import { type CommitRef, refOf } from '../reference.ts';
import { replay, type Step } from '../replay.ts';
import { type OutsideFinding, ofApplies } from '../violations/apply-rules.ts';
import { type IdentityFinding, IdentityRule } from '../violations/identity-rule.ts';
import { NumberRules, type RuleFinding } from '../violations/number-rules.ts';
import { type Source, sourceOf } from './source.ts';

/** Where the rules were broken. */
export interface ViolationsAnswer {
  question: 'violations';
  source: Source;
  day: LocalDate;
  /** Oldest first; those that contradict git from outside before all others. */
  violations: readonly AuditViolation[];
  /** What an auditor should know and is no violation. */
  notes: readonly AuditNote[];
}

export interface AuditViolation {
  code: string;
  tenant?: string;
  number?: string;
  stack?: string;
  /** The commit that broke the rule; absent where it is not on the branch. */
  commit?: CommitRef;
  /** Another commit that the violation is about: one that was applied, or seen by an earlier audit. */
  about?: string;
  file?: string;
  line?: number;
  what: Text;
  action: Text;
}

/** A file that could not be read then, a clock that went back, a limit that was overridden. */
export interface AuditNote {
  code: string;
  what: Text;
  file?: string;
  line?: number;
  stack?: string;
  commit?: CommitRef;
}

/** @param outside what anchors have shown */
export function violationsAnswer(
  history: History,
  {
    day,
    outside,
    ledger,
  }: { day: LocalDate; outside: readonly OutsideFinding[]; ledger?: Ledger | undefined },
): ViolationsAnswer {
  const numbers = new NumberRules();
  const identity = new IdentityRule();
  const found: { violation: AuditViolation; moment: Moment }[] = [];
  const notes: AuditNote[] = [...overrides(ledger)];
  const add = (moment: Moment, finding: RuleFinding | IdentityFinding) =>
    found.push({ moment, violation: ofRule(finding, moment) });
  for (const step of replay(history)) {
    for (const finding of numbers.judge(step)) add(step.moment, finding);
    for (const finding of identity.judge(step)) add(finding.moment, finding);
    notes.push(...notesOf(step));
  }
  const last = history.moments.at(-1)?.day ?? day;
  for (const finding of identity.end(last > day ? last : day)) add(finding.moment, finding);
  for (const moment of history.moments) notes.push(...clockNotes(moment, day));
  const applied = ledger ? [...ofApplies(ledger)] : [];
  return {
    question: 'violations',
    source: sourceOf(history, ledger),
    day,
    violations: [
      ...[...outside, ...applied].map(ofOutside),
      ...found.sort((a, b) => a.moment.at - b.moment.at).map(({ violation }) => violation),
    ],
    notes,
  };
}

function ofRule(finding: RuleFinding | IdentityFinding, moment: Moment): AuditViolation {
  const { code, tenant, violation } = finding;
  return {
    code,
    ...(tenant === undefined ? {} : { tenant }),
    ...('number' in finding ? { number: formatLentNumber(finding.number) } : {}),
    commit: refOf(moment),
    file: violation.file,
    line: violation.at.line,
    what: violation.message,
    action: violation.action,
  };
}

function ofOutside({ commit, ...finding }: OutsideFinding): AuditViolation {
  return { ...finding, ...(commit === undefined ? {} : { about: commit }) };
}

function notesOf({ moment, unread, tenants }: Step): AuditNote[] {
  const commit = refOf(moment);
  const notes: AuditNote[] = unread.map(({ file, line, code }) => ({
    code: 'file-unreadable',
    what: {
      en: `it could not have been in force (${code}): what it said before counts on`,
      ja: `適用できたはずがありません（${code}）。前の内容が続いているものとします`,
    },
    file,
    line,
    commit,
  }));
  for (const { before, after } of tenants) {
    if (before && after && before.id !== after.id)
      notes.push({
        code: 'tenant-renamed',
        what: {
          en: `${before.id} is ${after.id} from here on`,
          ja: `${before.id} はここから ${after.id} になりました`,
        },
        file: after.file,
        commit,
      });
  }
  const { moved } = moment;
  if (moved)
    notes.push({
      code: 'folder-moved',
      what: {
        en: `the tenant folder went from ${moved.from} to ${moved.to}`,
        ja: `契約会社のフォルダーが ${moved.from} から ${moved.to} に移りました`,
      },
      commit,
    });
  return notes;
}

function* clockNotes(moment: Moment, today: LocalDate): Generator<AuditNote> {
  const { clock, day } = moment;
  const told = (words: Text): AuditNote => ({ code: 'clock-wrong', what: words, commit: refOf(moment) });
  if (day > today)
    yield told({
      en: `it was made after ${today}, which is today: whoever committed it had another clock`,
      ja: `今日 ${today} より後の日付です。コミットした人の時計が違っていました`,
    });
  if (clock === undefined) return;
  const time = new Date(clock);
  const impossible = Number.isNaN(time.getTime());
  const clockTime = impossible ? '' : time.toISOString();
  yield told({
    en: `its committer’s clock said ${impossible ? 'an impossible time' : clockTime}, which contradicts the commits around it: it counts as made with the one before`,
    ja: `コミットした人の時計が${impossible ? 'ありえない時刻' : ` ${clockTime} `}で、前後のコミットと合いません。前のコミットと同時のものとします`,
  });
}

function* overrides(ledger: Ledger | undefined): Generator<AuditNote> {
  for (const { stack, records } of ledger?.stacks ?? []) {
    for (const { override, at, sequence, outcome } of believed(records)) {
      if (!override || outcome !== 'applied') continue;
      const limits = override.limits.join(', ');
      const what = {
        en: `the apply of ${at} (record ${sequence}) overrode ${limits}: ${override.reason}`,
        ja: `${at} の適用（記録 ${sequence}）が上限 ${limits} を超えました: ${override.reason}`,
      };
      yield { code: 'limit-overridden', what, stack };
    }
  }
}
