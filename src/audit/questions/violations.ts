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
  what: string;
  action: string;
}

/** A file that could not be read then, a clock that went back, a limit that was overridden. */
export interface AuditNote {
  code: string;
  what: string;
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
    what: `it could not have been in force (${code}): what it said before counts on`,
    file,
    line,
    commit,
  }));
  for (const { before, after } of tenants) {
    if (before && after && before.id !== after.id)
      notes.push({
        code: 'tenant-renamed',
        what: `${before.id} is ${after.id} from here on`,
        file: after.file,
        commit,
      });
  }
  const { moved } = moment;
  if (moved)
    notes.push({
      code: 'folder-moved',
      what: `the tenant folder went from ${moved.from} to ${moved.to}`,
      commit,
    });
  return notes;
}

function* clockNotes(moment: Moment, today: LocalDate): Generator<AuditNote> {
  const { clock, day } = moment;
  const told = (words: string): AuditNote => ({ code: 'clock-wrong', what: words, commit: refOf(moment) });
  if (day > today)
    yield told(`it was made after ${today}, which is today: whoever committed it had another clock`);
  if (clock === undefined) return;
  const time = new Date(clock);
  const words = Number.isNaN(time.getTime()) ? 'an impossible time' : time.toISOString();
  yield told(
    `its committer’s clock said ${words}, which contradicts the commits around it: it counts as made with the one before`,
  );
}

function* overrides(ledger: Ledger | undefined): Generator<AuditNote> {
  for (const { stack, records } of ledger?.stacks ?? []) {
    for (const { override, at, sequence, outcome } of believed(records)) {
      if (!override || outcome !== 'applied') continue;
      const limits = override.limits.join(', ');
      const what = `the apply of ${at} (record ${sequence}) overrode ${limits}: ${override.reason}`;
      yield { code: 'limit-overridden', what, stack };
    }
  }
}
