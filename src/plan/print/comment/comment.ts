import type { Language } from '../../../domain/language.ts';
import { escapeMarkdown } from '../../../domain/markdown.ts';
import { printable } from '../../../domain/printable.ts';
import type { Diagnostic } from '../../../load/diagnostic.ts';
import { sideOf } from '../../effect.ts';
import type { OverLimit } from '../../limits.ts';
import type { Plan, TenantPlan } from '../../plan.ts';
import type { Changes, RenderedDifference } from '../../rendered/difference.ts';
import { toolkitLines } from '../summary.ts';
import { limitText, SIDE_NAMES } from '../words.ts';
import { fenced } from './fence.ts';
import { COMMENT_WORDS, type CommentWords } from './words.ts';

/** What a comment on a pull request tells. */
export interface Comment {
  plan: Plan;
  /** Warnings of the files that change, sorted by place. */
  warnings: readonly Diagnostic[];
  /** How many more there are, of files that stay as they are. */
  moreWarnings: number;
  limits: readonly OverLimit[];
  /** Where both sides could be rendered. */
  rendered?: RenderedDifference;
}

/** As many characters as a comment on GitHub may have. */
export const GITHUB_LIMIT = 65_536;

export interface CommentForm {
  language: Language;
  /** Characters (UTF-16 code units, of which GitHub counts no more). Absent: everything is said. */
  limit?: number;
  /** The name of the file that has the whole. */
  artifact?: string;
}

/**
 * A plan as Markdown: summary first, then tenant by tenant what somebody notices, what toolkit and stack change, and folded the rendered
 * difference. Too long, it ends at a tenant's boundary and says what is missing. The same comment gives the same bytes.
 */
export function planComment(comment: Comment, { language, limit, artifact }: CommentForm): string {
  const words = COMMENT_WORDS[language];
  const head = headOf(comment, words, language);
  const tenants = comment.plan.tenants.map((tenant) => tenantSection(tenant, comment.plan, words, language));
  const differences = [...tenantDifferences(comment), ...toolkitDifferences(comment, words)];
  const room = (limit ?? Number.POSITIVE_INFINITY) - head.length - FOOT;
  const shown = fitting(tenants, room);
  const folded = shown.length < tenants.length ? [] : fitting(differences, room - length(shown));
  const left = { tenants: tenants.length - shown.length, differences: differences.length - folded.length };
  const file = artifact === undefined ? undefined : `\`${artifact.replace(/`/g, '')}\``;
  const foot = left.tenants + left.differences === 0 ? [] : [`> ${words.cut(left)}: ${words.whole(file)}`];
  const sections = shown.length === 0 ? [] : [`#### ${words.perTenant}`, ...shown];
  return `${[head, ...sections, ...details(folded, words), ...foot].join('\n\n')}\n`;
}

/** For headings, folds and the last line. */
const FOOT = 1_200;
/** Beyond so many warnings a count says enough. */
const MOST_WARNINGS = 20;

function fitting<T extends string | { text: string }>(blocks: readonly T[], room: number): T[] {
  let left = room;
  const more = blocks.findIndex((block) => {
    left -= textOf(block).length + SEPARATOR;
    return left < 0;
  });
  return more < 0 ? [...blocks] : blocks.slice(0, more);
}

const SEPARATOR = 2;

function length(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + block.length + SEPARATOR, 0);
}

function textOf(block: string | { text: string }): string {
  return typeof block === 'string' ? block : block.text;
}

function headOf(
  { plan, warnings, moreWarnings, limits }: Comment,
  words: CommentWords,
  language: Language,
): string {
  const { stack, date, against, tenants, fees, toolkit, changes } = plan;
  const ref = against.kind === 'base' ? safe(against.ref) : undefined;
  const of = (action: TenantPlan['action']) => tenants.filter((tenant) => tenant.action === action).length;
  const effects = tenants.flatMap((tenant) => tenant.effects.map(({ code }) => code));
  const numbers = {
    taken: effects.filter((code) => code === 'number-taken').length,
    released: effects.filter((code) => code === 'number-released').length,
  };
  const summary =
    changes.length === 0
      ? [words.nothing]
      : [
          `**${words.tenants({ create: of('create'), update: of('update'), delete: of('delete') })}**`,
          words.numbers(numbers),
          words.fees(fees),
        ];
  const told = toolkitLines(toolkit).map((line) => line[language]);
  return [
    `<!-- denwaban plan ${stack} -->`,
    `### ${words.title({ stack, date, against: ref })}`,
    '',
    ...summary.map((line) => `- ${line}`),
    ...limits.map((over) => `- **${limitText(over)[language]}**`),
    ...warningLines(warnings, moreWarnings, words),
    ...(told.length === 0 ? [] : ['', `#### ${words.toolkit}`, '', ...told.map((line) => `- ${safe(line)}`)]),
  ].join('\n');
}

function warningLines(warnings: readonly Diagnostic[], others: number, words: CommentWords): string[] {
  if (warnings.length + others === 0) return [];
  const lines = warnings.slice(0, MOST_WARNINGS).map(({ code, file, line, message, action }) => {
    const name = words.warning[code];
    const what = `${code}${name === undefined ? '' : `（${name}）`}`;
    return `- ${safe(`${file}:${line}`)} ${what}: ${safe(words.joined({ message, action }))}`;
  });
  const more = warnings.length - lines.length + others;
  return [
    '',
    `#### ${words.warnings} (${warnings.length})`,
    '',
    ...lines,
    ...(more > 0 ? [`- ${words.moreWarnings(more)}`] : []),
  ];
}

function tenantSection(
  { tenant, action, effects }: TenantPlan,
  { date }: Plan,
  words: CommentWords,
  language: Language,
): string {
  const lines = [...Map.groupBy(effects, sideOf)].flatMap(([side, of]) =>
    of.map((effect) => `- ${SIDE_NAMES[side][language]}: ${words.effect(effect, date, safe)}`),
  );
  return [
    `**\`${tenant}\`** ${words.actions[action]}`,
    ...(lines.length === 0 ? [`- ${words.unnoticed}`] : lines),
  ].join('\n');
}

interface Difference {
  whose: 'tenant' | 'toolkit';
  text: string;
}

function tenantDifferences({ rendered }: Comment): Difference[] {
  return [...(rendered?.tenants ?? [])].flatMap(([tenant, changes]) =>
    changes.length === 0 ? [] : [{ whose: 'tenant' as const, text: `\`${tenant}\`\n\n${codeOf(changes)}` }],
  );
}

function toolkitDifferences({ rendered }: Comment, words: CommentWords): Difference[] {
  const { toolkit = [], example } = rendered ?? {};
  const texts = [
    ...toolkit.map((changes) => codeOf([changes])),
    ...(example && example.changes.length > 0
      ? [`${words.example(example.tenant)}\n\n${codeOf(example.changes)}`]
      : []),
  ];
  return texts.map((text) => ({ whose: 'toolkit', text }));
}

function codeOf(changes: readonly Changes[]): string {
  return fenced(
    'diff',
    changes.flatMap(({ name, lines }) => [`# ${name}`, ...lines]),
  );
}

function details(folded: readonly Difference[], words: CommentWords): string[] {
  const fold = (whose: Difference['whose'], title: string): string[] => {
    const blocks = folded.filter((block) => block.whose === whose).map(({ text }) => text);
    return blocks.length === 0
      ? []
      : [
          [
            '<details>',
            `<summary>${title}</summary>`,
            '',
            words.masked,
            '',
            blocks.join('\n\n'),
            '',
            '</details>',
          ].join('\n'),
        ];
  };
  return [...fold('tenant', words.rendered), ...fold('toolkit', words.renderedToolkit)];
}

function safe(text: string): string {
  return escapeMarkdown(printable(text));
}
