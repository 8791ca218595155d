import type { Change, HistoryWriter } from '../../bench/history/writer.ts';
import { line, noon, tenant } from './small.ts';

const DAYS = 'quarantineDays: { displayed: 365, forwarding: 90 }';

function numbersFile(released: readonly string[]): string {
  return `blocks:
  - { from: "03-5000-0000", to: "03-5000-9999", carrier: carrier-0, kinds: [phone, fax] }
${DAYS}
released:
${released.map((entry) => `  - ${entry}\n`).join('')}`;
}

const RELEASED = [7, 15, 16].map((i) => `{ number: "${numberOf(i)}", usage: displayed, on: 2026-09-30 }`);

/** The number that a mistake is made with. */
export function numberOf(i: number): string {
  return `03-5000-9${String(i).padStart(3, '0')}`;
}

type Options = Parameters<typeof tenant>[0];

/** A valid file of the tenant `p<i>`, or of another one with its number. */
function file(name: string, i: number, options: Options = {}): Record<string, Change> {
  const text = tenant({
    id: name,
    starts: '2025-01-01',
    verifiedOn: '2024-12-01',
    check: `KYC-${name}`,
    lines: [line(numberOf(i))],
    ...options,
  });
  return { [`tenants/${name}.yaml`]: text };
}

const ended = { ends: '2026-11-05' };
const two = (i: number) => [line(numberOf(i)), line(numberOf(i + 100))];
const later = { starts: '2026-12-20', verifiedOn: '2026-11-01' };
const moded = [
  line(numberOf(6), 'displayed', ', ends: 2026-06-30'),
  line(numberOf(6), 'forwarding', ', starts: 2026-07-01, ends: 2026-07-31'),
];

/** Files that break nothing. */
const BEFORE: Record<string, Change> = {
  'tenants/_numbers.yaml': numbersFile(RELEASED),
  ...file('p01', 1),
  ...file('p03', 3),
  ...file('p04', 4, { ends: '2026-05-31', lines: [line(numberOf(4), 'forwarding')] }),
  ...file('q04', 4, { starts: '2026-11-02' }),
  ...file('p05', 5, ended),
  ...file('p06', 6, { ends: '2026-12-31', lines: [...moded, line(numberOf(106))] }),
  ...file('p08', 8, ended),
  ...file('p10', 10, { lines: two(10) }),
  ...file('p11', 11),
  ...file('p12', 12, { lines: two(12) }),
  ...file('p13', 13),
  ...file('p14', 14),
  ...file('p19', 19),
  ...file('p21', 21),
  ...file('p22', 22),
  ...file('p23', 23),
  ...file('p24', 24),
  ...file('p25', 25, ended),
  ...file('p26', 26),
};

interface Mistake {
  name: string;
  files: Record<string, Change>;
  /** Code, tenant and number of what is found. */
  found: readonly string[];
  /** It comes with a merge of so many branches. */
  branches?: number;
}

const mistake = (name: string, files: Record<string, Change>, ...found: string[]): Mistake => ({
  name,
  files,
  found,
});
const twice = (i: number, ...tenants: string[]) =>
  tenants.map((id) => `number-assigned-twice ${id} ${numberOf(i)}`);

/** One a day, from 10 November 2026 on. */
export const MISTAKES: readonly Mistake[] = [
  mistake('a number that another one has', file('q01', 1), ...twice(1, 'p01', 'q01')),
  mistake(
    'two new tenants with one number',
    { ...file('p02', 2), ...file('q02', 2) },
    ...twice(2, 'p02', 'q02'),
  ),
  mistake(
    'the last day of one is the first of the next',
    { ...file('p03', 3, { ends: '2026-12-20' }), ...file('q03', 3, later) },
    ...twice(3, 'p03', 'q03'),
  ),
  mistake(
    'an end that is taken away once the number has gone on',
    file('p04', 4, { lines: [line(numberOf(4), 'forwarding')] }),
    ...twice(4, 'p04', 'q04'),
  ),
  mistake('in quarantine after a tenant', file('q05', 5, later), `number-in-quarantine q05 ${numberOf(5)}`),
  mistake(
    'in quarantine of the use before the last',
    file('q06', 6, later),
    `number-in-quarantine q06 ${numberOf(6)}`,
  ),
  mistake(
    'in quarantine of a holder from before',
    file('q07', 7, later),
    `number-in-quarantine q07 ${numberOf(7)}`,
  ),
  mistake(
    'a file that goes in quarantine',
    { 'tenants/p08.yaml': null },
    `tenant-deleted-too-early p08 ${numberOf(8)}`,
  ),
  mistake(
    'its number, which no file tells of',
    file('q08', 8, later),
    `number-in-quarantine q08 ${numberOf(8)}`,
  ),
  mistake(
    'a number that goes over in one commit',
    { ...file('p10', 110), ...file('q10', 10, later) },
    `number-moved-without-release q10 ${numberOf(10)}`,
  ),
  mistake(
    'a file that goes while it is lent',
    { 'tenants/p11.yaml': null },
    `tenant-deleted-too-early p11 ${numberOf(11)}`,
  ),
  mistake(
    'a line that goes while it is lent',
    file('p12', 112),
    `number-removed-too-early p12 ${numberOf(12)}`,
  ),
  mistake(
    'an end that is dated back',
    file('p13', 13, { ends: '2026-01-31' }),
    `number-removed-too-early p13 ${numberOf(13)}`,
  ),
  mistake(
    'a mode that is written over',
    file('p14', 14, { lines: [line(numberOf(14), 'forwarding')] }),
    `number-removed-too-early p14 ${numberOf(14)}`,
  ),
  mistake(
    'a holder from before who is taken out, and one who is dated back',
    {
      'tenants/_numbers.yaml': numbersFile([
        RELEASED[0] ?? '',
        (RELEASED[2] ?? '').replace('2026-09-30', '2025-09-30'),
      ]),
    },
    `released-removed-too-early - ${numberOf(15)}`,
    `released-removed-too-early - ${numberOf(16)}`,
  ),
  mistake(
    'no check at the start',
    file('q17', 17, { starts: '2026-11-20', check: null }),
    'identity-check-missing q17 -',
  ),
  mistake(
    'a check after the start',
    file('q18', 18, { starts: '2026-11-20', verifiedOn: '2026-11-21' }),
    'identity-check-missing q18 -',
  ),
  mistake('a check that is taken out', file('p19', 19, { check: null }), 'identity-check-missing p19 -'),
  mistake(
    'two modes at once',
    file('p21', 21, { lines: [line(numberOf(21)), line(numberOf(21), 'forwarding')] }),
    `usage-mode-conflict p21 ${numberOf(21)}`,
  ),
  { ...mistake('merged with a branch', file('q22', 22), ...twice(22, 'p22', 'q22')), branches: 1 },
  {
    ...mistake(
      'another customer in the place of a file, merged with two branches',
      { 'tenants/p23.yaml': null, ...file('q23', 23) },
      `number-moved-without-release q23 ${numberOf(23)}`,
      `tenant-deleted-too-early p23 ${numberOf(23)}`,
    ),
    branches: 2,
  },
  mistake('what is taken back on the next day', file('q24', 24), ...twice(24, 'p24', 'q24')),
  mistake(
    'and had calls until then',
    { 'tenants/q24.yaml': null },
    `tenant-deleted-too-early q24 ${numberOf(24)}`,
  ),
];

/** What looks odd and breaks nothing. */
export const HARMLESS: readonly Record<string, Change>[] = [
  file('q30', 30, { starts: '2027-06-01', check: null }),
  file('q30', 30, { starts: '2027-06-01', verifiedOn: '2027-05-01' }),
  { 'tenants/p26.yaml': null, ...file('q26', 26, { check: 'KYC-p26' }) },
  { 'tenants/q26.yaml': 'id: [' },
  file('q26', 26, { check: 'KYC-p26', people: 3 }),
  { 'tenants/_numbers.yaml': numbersFile(RELEASED).replace('displayed: 365', 'displayed: 900') },
  file('p25', 25, { ...ended, people: 2 }),
  file('q31', 31, { starts: '2027-07-01' }),
  { 'tenants/q31.yaml': null },
];

export const FIRST = '2026-11-10';

/** Writes them behind a history that has broken no rule. */
export async function plant(writer: HistoryWriter): Promise<void> {
  await writer.commit({ at: noon('2026-11-03'), files: BEFORE });
  let tip: number | undefined;
  for (const [i, { name, files, branches = 0 }] of MISTAKES.entries()) {
    const at = noon(FIRST) + i * 86_400;
    const merges: number[] = [];
    for (let b = 0; b < branches; b++)
      merges.push(
        await writer.commit({ at, branch: `side-${i}-${b}`, ...(tip ? { from: tip } : {}), files }),
      );
    tip = await writer.commit({ at, message: name, files, merges });
  }
  for (const [i, files] of HARMLESS.entries())
    await writer.commit({ at: noon(FIRST) + (MISTAKES.length + i) * 86_400, files });
}
