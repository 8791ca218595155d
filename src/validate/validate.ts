import type { LocalDate } from '../domain/local-date.ts';
import { byPlace, type Diagnostic } from '../load/diagnostic.ts';
import type { Loaded } from '../load/load.ts';
import { capped } from './cap.ts';
import { indexHoldings } from './holding.ts';
import { viewNumbers } from './numbers-view.ts';
import { OUTBOUND_KEYS } from './outbound-keys.ts';
import type { ChangeContext, Rule, Side } from './rule.ts';
import { CHANGE_RULES, RULES } from './rules/index.ts';
import { checkSchema } from './schema/check.ts';
import { viewTenant } from './tenant-view.ts';

export interface ValidateOptions {
  /** The day that rules with a date judge by. */
  date: LocalDate;
  /** REPORT_DOMAIN, where a stack was named: a report to it would come back. */
  reportDomain?: string;
  /** Our own Chatwork account, where a stack was named: it is in every room. */
  chatworkAccount?: number;
}

/** Everything that is wrong with a tenant folder: as YAML, by the schemas and by the rules; sorted by place, thousands of a kind cut short. */
export function validate(loaded: Loaded, options: ValidateOptions): Diagnostic[] {
  const found = [
    ...loaded.problems,
    ...checkSchemas(loaded),
    ...run(RULES, { ...sideOf(loaded), ...options }),
  ];
  return capped(found.sort(byPlace));
}

/** What a change from one state of the files to another would break that neither state shows alone; sorted by place. */
export function validateChange(context: ChangeContext): Diagnostic[] {
  return capped(run(CHANGE_RULES, context).sort(byPlace));
}

/** The files of one moment as the rules see them. */
export function sideOf(loaded: Loaded): Side {
  const tenants = loaded.tenants.map(viewTenant);
  return {
    tenants,
    ...(loaded.numbers ? { numbers: viewNumbers(loaded.numbers) } : {}),
    holdings: indexHoldings(tenants),
    sounds: loaded.sounds,
  };
}

function checkSchemas(loaded: Loaded): Diagnostic[] {
  const numbers = loaded.numbers ? checkSchema('numbers', loaded.numbers) : [];
  return [...numbers, ...loaded.tenants.flatMap((source) => checkSchema('tenant', source, OUTBOUND_KEYS))];
}

function run<Context>(rules: readonly Rule<Context>[], context: Context): Diagnostic[] {
  return rules.flatMap((rule) =>
    Array.from(rule.check(context), (v) => ({
      code: rule.code,
      severity: rule.severity,
      file: v.file,
      line: v.at.line,
      column: v.at.column,
      message: v.message,
      action: v.action,
    })),
  );
}
