import { formatLentNumber } from '../../domain/lent-number.ts';
import type { Holding } from '../holding.ts';
import { at, type Rule } from '../rule.ts';

/** One lent number has exactly one usage mode at a time; a tenant that wants both needs two numbers. */
export const usageModeConflict: Rule = {
  code: 'usage-mode-conflict',
  severity: 'error',
  *check({ holdings }) {
    for (const list of holdings.values()) {
      if (list.length < 2) continue;
      const latest = new Map<string, Holding>();
      for (const holding of list) {
        const usage = holding.assignment.usage;
        if (usage === undefined) continue;
        const other = latest.get(
          `${holding.tenant.source.file} ${usage === 'forwarding' ? 'displayed' : 'forwarding'}`,
        );
        if (other && (other.to === undefined || holding.from <= other.to)) {
          const { line } = other.tenant.source.at(other.assignment.path);
          const why = {
            en: `${formatLentNumber(holding.number)} is ${usage} here and ${other.assignment.usage} in line ${line}, and a number has one usage mode`,
            ja: `${formatLentNumber(holding.number)} はここでは ${usage}、${line} 行目では ${other.assignment.usage} です。一つの番号の利用方法は一つだけです`,
          };
          yield at(holding.tenant.source, [...holding.assignment.path, 'usage'], why, {
            en: 'lend a second number for the other mode',
            ja: 'もう一方の利用方法には別の番号を貸し出してください',
          });
        }
        const key = `${holding.tenant.source.file} ${usage}`;
        const known = latest.get(key);
        if (!known || (known.to !== undefined && (holding.to === undefined || known.to < holding.to)))
          latest.set(key, holding);
      }
    }
  },
};
