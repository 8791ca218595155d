import { formatLentNumber } from '../../domain/lent-number.ts';
import { KIND_NAMES, USAGE_NAMES } from '../../domain/number-words.ts';
import type { LentNumberAssignment, Tenant } from '../../model/tenant.ts';
import { type Circumstances, type Paper, type PaperValues, TITLES } from '../paper.ts';
import { dayWords } from '../words.ts';

/** What stands on every paper: title, day, whom it is for, whom it is from. */
export function headOf(paper: Paper, tenant: Tenant, { date, company }: Circumstances): PaperValues {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return {
    title: TITLES[paper],
    day: { year, month, day, words: dayWords(date) },
    customer: tenant.company.name,
    company: company
      ? {
          name: company.name,
          phone: company.phone ?? null,
          email: company.email ?? null,
          hours: company.hours ?? null,
          logo: company.logo === undefined ? null : `/${logoFile(company.logo)}`,
        }
      : null,
  };
}

/** How templates see the company's logo. */
export function logoFile(path: string): 'logo.svg' | 'logo.png' {
  return path.endsWith('.png') ? 'logo.png' : 'logo.svg';
}

/** A lent number as a line of a table. */
export function numberRow(n: LentNumberAssignment): PaperValues {
  return {
    number: formatLentNumber(n.number),
    kind: KIND_NAMES[n.kind],
    usage: USAGE_NAMES[n.usage],
    forwarding: n.usage === 'forwarding',
    fax: n.kind === 'fax',
    starts: dayWords(n.starts),
    ends: n.ends === undefined ? null : dayWords(n.ends),
  };
}
