import type { ApplyOutcome } from '../../apply/apply.ts';
import type { Canary } from '../../apply/nodes/canary.ts';
import type { Result, TenantResult } from '../../apply/results.ts';
import { Problem } from '../../domain/problem.ts';
import type { Format } from '../base.ts';
import { failureDiagnostic } from '../format/failure.ts';
import { markdownText, table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';

/** So many tenants are named for a person; programs get all. */
const NAMED = 20;

/** By what a person has to know first. */
const WORDS: Record<Result, string> = {
  failed: 'failed',
  'not-reached': 'not reached',
  created: 'created',
  changed: 'changed',
  deleted: 'deleted',
  mended: 'mended',
  rendered: 'rendered anew',
};
const ORDER = Object.keys(WORDS) as Result[];

/** What an apply did: counts of resources, then what has become of each tenant, then its notes. */
export function outcomeText(outcome: ApplyOutcome, format: Format): string {
  return { text, json, markdown }[format](outcome);
}

/**
 * Why an apply that has been printed is no success: what it ended with, or nodes that were silent and so have proved nothing. undefined: it
 * is one.
 */
export function whyNot({ failure, notices }: Pick<ApplyOutcome, 'failure' | 'notices'>): unknown {
  const silent = notices.silentNodes;
  if (failure !== undefined || silent.length === 0) return failure;
  return new Problem(
    'nodes-silent',
    `silent and skipped: ${silent.join(', ')}; all others have proved what was applied`,
    'see why; a node that comes back catches up by itself',
  );
}

function text(outcome: ApplyOutcome): string {
  const { named, more } = some(outcome.tenants);
  return [
    ...headlines(outcome),
    ...named.map((one) => printable(`  ${WORDS[one.result]} ${one.tenant}${why(one, ': ')}`)),
    ...more,
    ...outcome.notices.lines.map((line) => `note: ${line}`),
  ].join('\n');
}

function json(outcome: ApplyOutcome): string {
  const { tenants, notices } = outcome;
  const error = whyNot(outcome);
  return printableJson({
    ok: error === undefined,
    ...(error === undefined ? {} : { diagnostics: [failureDiagnostic(error)] }),
    done: done(outcome),
    tenants: tenants.map(({ tenant, result, error }) => {
      if (error === undefined) return { tenant, result };
      const { code, message, action } = failureDiagnostic(error);
      return { tenant, result, problem: { code, message, action } };
    }),
    ...(outcome.canary ? { canary: outcome.canary } : {}),
    silentNodes: notices.silentNodes,
    notices: notices.lines,
  });
}

function markdown(outcome: ApplyOutcome): string {
  const [headline = '', ...rest] = headlines(outcome);
  const { named, more } = some(outcome.tenants);
  const rows = named.map((one) => [one.tenant, WORDS[one.result], why(one)]);
  const lines = [...rest, ...more, ...outcome.notices.lines];
  return [
    `### ${markdownText(headline)}`,
    ...(rows.length === 0 ? [] : ['', table(['Tenant', 'Result', 'Why'], rows)]),
    ...(lines.length === 0 ? [] : ['', ...lines.map((line) => `- ${markdownText(line)}`)]),
  ].join('\n');
}

function headlines(outcome: ApplyOutcome): string[] {
  if (outcome.canary) return canaryLines(outcome.canary);
  const counts = Object.entries(done(outcome)).map(([what, count]) => `${count} ${what}`);
  const head = outcome.failure === undefined ? 'Applied' : 'Not finished';
  const by = Map.groupBy(outcome.tenants, ({ result }) => result);
  const tenants = ORDER.flatMap((result) => {
    const count = by.get(result)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${WORDS[result]}`];
  });
  return [
    `${head}: ${counts.join(', ')}`,
    ...(tenants.length === 0 ? [] : [`Tenants: ${tenants.join(', ')}`]),
  ];
}

function canaryLines({ node, parts, others }: Canary): string[] {
  return [
    `Tried on ${node} alone, which has proved it: ${parts.join(', ')}`,
    ...(others.length === 0
      ? []
      : [
          `As before: ${others.join(', ')}, rooms, and what is remembered as applied; drift shows the difference`,
        ]),
    'To go on to the rest: the same apply without --canary. To go back: an apply of the files as they were',
  ];
}

function done({ tally }: ApplyOutcome) {
  const { create, update, mend, none } = tally;
  return { created: create, updated: update, mended: mend, deleted: tally.delete, unchanged: none };
}

/** Those whose own files say nothing new are counted, not named. */
function some(tenants: readonly TenantResult[]): { named: TenantResult[]; more: string[] } {
  const all = tenants
    .filter(({ result }) => result !== 'rendered')
    // Stable: by tenant within a result.
    .sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  const left = all.length - NAMED;
  return {
    named: all.slice(0, NAMED),
    more: left > 0 ? [`and ${left.toLocaleString('en-US')} more tenants: --format json tells of each`] : [],
  };
}

function why({ error }: TenantResult, before = ''): string {
  if (error === undefined) return '';
  const { code, message } = failureDiagnostic(error);
  return `${before}${code}: ${message}`;
}
