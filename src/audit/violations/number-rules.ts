import { basename } from 'node:path';
import type { LentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import { NO_SOUNDS } from '../../load/sounds/sound.ts';
import type { ChangeRule, Rule, Side, Violation } from '../../validate/rule.ts';
import { numberAssignedTwice } from '../../validate/rules/number-assigned-twice.ts';
import { numberInQuarantine } from '../../validate/rules/number-in-quarantine.ts';
import { numberMovedWithoutRelease } from '../../validate/rules/number-moved-without-release.ts';
import { numberRemovedTooEarly } from '../../validate/rules/number-removed-too-early.ts';
import { releasedRemovedTooEarly } from '../../validate/rules/released-removed-too-early.ts';
import { tenantDeletedTooEarly } from '../../validate/rules/tenant-deleted-too-early.ts';
import { usageModeConflict } from '../../validate/rules/usage-mode-conflict.ts';
import type { Step } from '../replay.ts';
import type { NumbersVersion } from '../version.ts';
import { byDay, type NumberChange, NumberIndex, sideOfNumber } from './number-index.ts';

/** What a rule of `validate` found in a commit. */
export interface RuleFinding {
  code: string;
  /** Absent where the finding is about nobody's file but that of our numbers. */
  tenant?: string;
  number: LentNumber;
  violation: Violation;
}

/** Over the state after a commit, one number at a time. */
const STATE_RULES: readonly Rule[] = [numberAssignedTwice, numberInQuarantine, usageModeConflict];
const CHANGES: readonly ChangeRule[] = [
  numberMovedWithoutRelease,
  numberRemovedTooEarly,
  releasedRemovedTooEarly,
  tenantDeletedTooEarly,
];

/**
 * The rules over numbers that `validate` and `plan` use, asked of each commit for the numbers that it changed. What the files no longer
 * tell they tell these all the same: a number is in quarantine after a holder whose file was deleted too early.
 */
export class NumberRules {
  readonly #index = new NumberIndex();
  #numbers: NumbersVersion | undefined;

  *judge(step: Step): Generator<RuleFinding> {
    const date = step.moment.day;
    const before = this.#numbers;
    if (step.numbers) this.#numbers = step.numbers.after;
    const changes = this.#index.take(step);
    const known = new Set(changes.map(({ number }) => number));
    for (const number of releasedChanges(step)) {
      if (!known.has(number)) changes.push(this.#index.unchanged(number));
    }
    for (const change of changes) yield* this.#number(change, before, date);
  }

  *#number(
    change: NumberChange,
    before: NumbersVersion | undefined,
    date: LocalDate,
  ): Generator<RuleFinding> {
    const { number } = change;
    const base = { ...sideOfNumber(number, change.base, before), sounds: NO_SOUNDS };
    const head = { ...sideOfNumber(number, change.head, this.#numbers, change.holders), sounds: NO_SOUNDS };
    const moved = new Set<string | undefined>();
    for (const finding of asked(CHANGES, { base, head, date }, number)) {
      if (finding.code === numberMovedWithoutRelease.code) moved.add(finding.tenant);
      yield finding;
    }
    this.#index.remember(change, base, date);
    const was = new Set(
      this.#state(number, change.base, { ...head, ...releasedBefore(base, head) }, date).map(key),
    );
    // Of a move within one commit the rule of changes has spoken.
    for (const finding of this.#state(number, change.head, head, date))
      if (!was.has(key(finding)) && !moved.has(finding.tenant)) yield finding;
  }

  #state(number: LentNumber, told: NumberChange['base'], side: Side, date: LocalDate): RuleFinding[] {
    const forgotten = this.#index.forgotten(number, told);
    const all = forgotten.length === 0 ? told : [...told, ...forgotten].sort(byDay);
    const about = new Set(told.map(({ tenant }) => tenant.fileId));
    const context = { ...side, holdings: new Map([[number, all]]), date };
    return asked(STATE_RULES, context, number).filter(({ tenant = '' }) => about.has(tenant));
  }
}

/** With today's days of quarantine: other days are another decision, and break nothing that was. */
function releasedBefore(base: Side, head: Side): Pick<Side, 'numbers'> | undefined {
  return head.numbers && { numbers: { ...head.numbers, released: base.numbers?.released ?? [] } };
}

function asked<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
  number: LentNumber,
): RuleFinding[] {
  return rules.flatMap((rule) =>
    Array.from(rule.check(context), (violation) => {
      const tenant = basename(violation.file, '.yaml');
      return { code: rule.code, ...(tenant.startsWith('_') ? {} : { tenant }), number, violation };
    }),
  );
}

function key({ code, tenant }: RuleFinding): string {
  return `${code} ${tenant}`;
}

/** Numbers of which `released` tells something else than before. */
function releasedChanges({ numbers }: Step): Set<LentNumber> {
  const tell = (version: NumbersVersion | undefined) =>
    new Map(
      version?.view.released.map((entry) => [`${entry.number} ${entry.usage} ${entry.on}`, entry.number]),
    );
  const [before, after] = [tell(numbers?.before), tell(numbers?.after)];
  const gone = [...before].filter(([words]) => !after.has(words));
  const came = [...after].filter(([words]) => !before.has(words));
  return new Set([...gone, ...came].map(([, number]) => number));
}
