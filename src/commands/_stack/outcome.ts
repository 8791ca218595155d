import type { ApplyOutcome } from '../../apply/apply.ts';
import type { Canary } from '../../apply/nodes/canary.ts';
import type { Result, TenantResult } from '../../apply/results.ts';
import { type Language, spoken, type Text } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { Format } from '../base.ts';
import { failureDiagnostic } from '../format/failure.ts';
import { markdownText, table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';

/** So many tenants are named for a person; programs get all. */
const NAMED = 20;

/** By what a person has to know first. */
const WORDS: Record<Result, Text> = {
  failed: { en: 'failed', ja: '失敗' },
  'not-reached': { en: 'not reached', ja: '未着手' },
  created: { en: 'created', ja: '新規' },
  changed: { en: 'changed', ja: '変更' },
  deleted: { en: 'deleted', ja: '削除' },
  mended: { en: 'mended', ja: '修復' },
  rendered: { en: 'rendered anew', ja: '生成し直し' },
};
const ORDER = Object.keys(WORDS) as Result[];

/** What an apply did: counts of resources, then what has become of each tenant, then its notes. */
export function outcomeText(outcome: ApplyOutcome, format: Format, language: Language): string {
  return { text, json, markdown }[format](outcome, language);
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
    {
      en: `silent and skipped: ${silent.join(', ')}; all others have proved what was applied`,
      ja: `応答がなく飛ばしたもの: ${silent.join(', ')}。ほかはすべて適用を確かめました`,
    },
    {
      en: 'see why; a node that comes back catches up by itself',
      ja: '原因を調べてください。戻ったノードは自分で追いつきます',
    },
  );
}

function text(outcome: ApplyOutcome, language: Language): string {
  const { named, more } = some(outcome.tenants, language);
  return [
    ...headlines(outcome, language),
    ...named.map((one) =>
      printable(`  ${WORDS[one.result][language]} ${one.tenant}${why(one, language, ': ')}`),
    ),
    ...more,
    ...outcome.notices.lines.map((line) => `${NOTE[language]}: ${line[language]}`),
  ].join('\n');
}

const NOTE = { en: 'note', ja: '注意' };

function json(outcome: ApplyOutcome, language: Language): string {
  const { tenants, notices } = outcome;
  const error = whyNot(outcome);
  return printableJson({
    ok: error === undefined,
    ...(error === undefined ? {} : { diagnostics: [failureDiagnostic(error, language)] }),
    done: done(outcome),
    tenants: tenants.map(({ tenant, result, error }) => {
      if (error === undefined) return { tenant, result };
      const { code, message, action } = failureDiagnostic(error, language);
      return { tenant, result, problem: { code, message, action } };
    }),
    ...(outcome.canary ? { canary: outcome.canary } : {}),
    silentNodes: notices.silentNodes,
    notices: spoken(notices.lines, language),
  });
}

const HEAD = { en: ['Tenant', 'Result', 'Why'], ja: ['契約会社', '結果', '理由'] };

function markdown(outcome: ApplyOutcome, language: Language): string {
  const [headline = '', ...rest] = headlines(outcome, language);
  const { named, more } = some(outcome.tenants, language);
  const rows = named.map((one) => [one.tenant, WORDS[one.result][language], why(one, language)]);
  const lines = [...rest, ...more, ...outcome.notices.lines.map((line) => line[language])];
  return [
    `### ${markdownText(headline)}`,
    ...(rows.length === 0 ? [] : ['', table(HEAD[language], rows)]),
    ...(lines.length === 0 ? [] : ['', ...lines.map((line) => `- ${markdownText(line)}`)]),
  ].join('\n');
}

const DONE: Record<keyof ReturnType<typeof done>, Text> = {
  created: { en: 'created', ja: '作成' },
  updated: { en: 'updated', ja: '更新' },
  mended: { en: 'mended', ja: '修復' },
  deleted: { en: 'deleted', ja: '削除' },
  unchanged: { en: 'unchanged', ja: '変更なし' },
};
const APPLIED = { en: 'Applied', ja: '適用しました' };
const UNFINISHED = { en: 'Not finished', ja: '最後まで適用できませんでした' };
const TENANTS = { en: 'Tenants', ja: '契約会社' };

/** `3 created, 1 changed`, `新規 3、変更 1`. */
function counted(counts: readonly (readonly [Text, number])[], language: Language): string {
  return language === 'ja'
    ? counts.map(([what, count]) => `${what.ja} ${count}`).join('、')
    : counts.map(([what, count]) => `${count} ${what.en}`).join(', ');
}

function headlines(outcome: ApplyOutcome, language: Language): string[] {
  if (outcome.canary) return canaryLines(outcome.canary).map((line) => line[language]);
  const numbers = done(outcome);
  const keys = Object.keys(numbers) as (keyof typeof numbers)[];
  const counts = keys.map((key) => [DONE[key], numbers[key]] as const);
  const head = outcome.failure === undefined ? APPLIED : UNFINISHED;
  const by = Map.groupBy(outcome.tenants, ({ result }) => result);
  const tenants = ORDER.flatMap((result) => {
    const count = by.get(result)?.length ?? 0;
    return count === 0 ? [] : [[WORDS[result], count] as const];
  });
  return [
    `${head[language]}: ${counted(counts, language)}`,
    ...(tenants.length === 0 ? [] : [`${TENANTS[language]}: ${counted(tenants, language)}`]),
  ];
}

function canaryLines({ node, parts, others }: Canary): Text[] {
  const [tried, rest] = [parts.join(', '), others.join(', ')];
  return [
    {
      en: `Tried on ${node} alone, which has proved it: ${tried}`,
      ja: `${node} だけに適用し、確かめました: ${tried}`,
    },
    ...(others.length === 0
      ? []
      : [
          {
            en: `As before: ${rest}, rooms, and what is remembered as applied; drift shows the difference`,
            ja: `これまでのまま: ${rest}、ルーム、適用済みの記録。違いは drift で見られます`,
          },
        ]),
    {
      en: 'To go on to the rest: the same apply without --canary. To go back: an apply of the files as they were',
      ja: '残りにも適用するには --canary なしの同じ apply を、元に戻すには前のファイルで apply を実行してください',
    },
  ];
}

function done({ tally }: ApplyOutcome) {
  const { create, update, mend, none } = tally;
  return { created: create, updated: update, mended: mend, deleted: tally.delete, unchanged: none };
}

/** Those whose own files say nothing new are counted, not named. */
function some(
  tenants: readonly TenantResult[],
  language: Language,
): { named: TenantResult[]; more: string[] } {
  const all = tenants
    .filter(({ result }) => result !== 'rendered')
    // Stable: by tenant within a result.
    .sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  const left = all.length - NAMED;
  return {
    named: all.slice(0, NAMED),
    more: left > 0 ? [moreWords(left.toLocaleString('en-US'))[language]] : [],
  };
}

function moreWords(left: string): Text {
  return {
    en: `and ${left} more tenants: --format json tells of each`,
    ja: `ほか ${left} 社: --format json ですべて見られます`,
  };
}

function why({ error }: TenantResult, language: Language, before = ''): string {
  if (error === undefined) return '';
  const { code, message } = failureDiagnostic(error, language);
  return `${before}${code}: ${message}`;
}
