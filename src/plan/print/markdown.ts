import { escapeMarkdown } from '../../domain/markdown.ts';
import { sideOf } from '../effect.ts';
import type { Plan } from '../plan.ts';
import { summaryLines } from './summary.ts';
import { effectText, SIDE_NAMES } from './words.ts';

/** A plan for a pull request; ends with a newline. Ids, numbers and days need no escaping; the ref and the names of sound files do. */
export function planMarkdown(plan: Plan): string {
  const [headline = '', ...rest] = summaryLines(plan);
  const rows = plan.tenants.flatMap((tenant) => {
    const effects =
      tenant.effects.length === 0
        ? ['| |']
        : tenant.effects.map(
            (e) => `| ${SIDE_NAMES[sideOf(e)]} | ${effectText(e, plan.date, escapeMarkdown)} |`,
          );
    return effects.map(
      (effect, i) => `| ${i === 0 ? `\`${tenant.tenant}\` | ${tenant.action}` : ' | '} ${effect}`,
    );
  });
  const table =
    rows.length === 0 ? [] : ['', '| tenant | | who notices | what |', '|---|---|---|---|', ...rows];
  const notes = rest.length === 0 ? [] : ['', ...rest.map((line) => `- ${line}`)];
  return `${[`### ${escapeMarkdown(headline)}`, ...table, ...notes].join('\n')}\n`;
}
