import type { ChartAnswer } from '../../src/audit/questions/chart.ts';
import { same } from '../../src/domain/language.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';

/** As many numbers as a large company has, each with three holders and a quarantine, every tenth with a violation. */
export function bigAnswer(size: number): ChartAnswer {
  const commit = (place: number, day: string) => ({
    commit: place.toString(16).padStart(40, '0'),
    day: day as LocalDate,
    at: `${day}T03:00:00.000Z`,
    author: `Author ${place % 40}`,
    merger: `Merger ${place % 9}`,
    pullRequest: place + 1,
    merge: true,
  });
  const numbers = Array.from({ length: size }, (_, i) => {
    const number = `03-${5000 + Math.floor(i / 10_000)}-${String(i % 10_000).padStart(4, '0')}`;
    const holders = [2024, 2026, 2028].map((year, turn) => {
      const month = String(1 + (i % 12)).padStart(2, '0');
      const place = i * 3 + turn;
      return {
        number,
        tenant: `company-${String(place).padStart(5, '0')}`,
        usage: i % 2 === 0 ? ('displayed' as const) : ('forwarding' as const),
        kind: 'phone' as const,
        from: `${year}-${month}-01` as LocalDate,
        ...(turn < 2 ? { to: `${year + 1}-${month}-27` as LocalDate } : {}),
        began: commit(place, `${year - 1}-12-28`),
        identityChecks: [
          { recordRef: `KYC-${place}`, method: 'ic-chip', verifiedOn: `${year - 1}-12-20` as LocalDate },
        ],
      };
    });
    const quarantines = holders.slice(0, 2).map(({ tenant, usage, to = '' }) => ({
      usage,
      tenant,
      from: `${to.slice(0, 8)}28` as LocalDate,
      to: `${to.slice(0, 4)}-12-31` as LocalDate,
    }));
    return {
      number,
      holders,
      released: [],
      reserved: [],
      quarantines,
      violations: i % 10 === 0 ? [i / 10] : [],
    };
  });
  const violations = numbers
    .filter((_, i) => i % 10 === 0)
    .map(({ number }, i) => ({
      code: 'number-in-quarantine',
      tenant: `company-${String(i * 30).padStart(5, '0')}`,
      number,
      commit: commit(i * 30, '2023-12-28'),
      what: same('it is in quarantine'),
      action: same('choose another one'),
    }));
  const source = {
    branch: 'main',
    commit: 'a'.repeat(40),
    folder: 'tenants',
    since: '2023-01-01' as LocalDate,
    stacks: [],
  };
  return { question: 'page', source, day: '2028-03-01' as LocalDate, numbers, violations, notes: [] };
}
