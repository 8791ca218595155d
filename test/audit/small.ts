import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { HistoryWriter } from '../../bench/history/writer.ts';
import { openLine } from '../../src/audit/git/line.ts';
import { type History, readHistory } from '../../src/audit/history.ts';
import { violationsAnswer } from '../../src/audit/questions/violations.ts';
import { type LentNumber, parseLentNumber } from '../../src/domain/lent-number.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';

export const NOW = Date.UTC(2030, 0, 1);
export const TODAY = '2030-01-01' as LocalDate;

/** Noon in Japan. */
export function noon(day: string): number {
  return Date.parse(`${day}T12:00:00+09:00`) / 1000;
}

/** Gone when the test is over. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-audit-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A repository that is written while the test runs. */
export async function newRepository(): Promise<HistoryWriter> {
  return await HistoryWriter.begin(await newFolder());
}

/** The history of a repository, read as by a command. */
export async function historyOf(
  folder: string,
  {
    tenants = 'tenants',
    branch,
    home = join(folder, '.denwaban'),
  }: { tenants?: string; branch?: string; home?: string } = {},
): Promise<History> {
  const line = await openLine(folder, { branch, tenants });
  return await readHistory(line, { home, folder: tenants });
}

/** Of each violation its code, tenant, number and day. */
export function found(history: History): string[] {
  const { violations } = violationsAnswer(history, { day: TODAY, outside: [] });
  return violations.map(({ code, tenant, number, commit }) =>
    [code, tenant ?? '-', number ?? '-', commit?.day ?? '-'].join(' '),
  );
}

export function lent(text: string): LentNumber {
  const number = parseLentNumber(text);
  if (!number.ok) throw new Error(number.problem.en);
  return number.value;
}

export const NUMBERS = `blocks:
  - { from: "03-5000-0000", to: "03-5000-0999", carrier: ntt-com-03, kinds: [phone, fax] }
quarantineDays: { displayed: 365, forwarding: 90 }
`;

/** A tenant file with what an audit looks at. */
export function tenant({
  id = 'aoi',
  starts = '2027-01-01',
  ends,
  check = 'KYC-1',
  verifiedOn = '2026-12-01',
  lines = ['{ number: "03-5000-0001", type: "03", usage: displayed }'],
  channel = 'mail',
  suspended,
  people = 1,
}: {
  id?: string;
  starts?: string;
  ends?: string;
  /** null: none. */
  check?: string | null;
  verifiedOn?: string;
  lines?: readonly string[];
  channel?: string;
  suspended?: string;
  people?: number;
}): string {
  return `id: ${id}
company: { name: 株式会社${id}, kana: アオイ, greeting: お電話ありがとうございます。 }
contract:
  starts: ${starts}
${ends ? `  ends: ${ends}\n` : ''}${suspended ? `  suspended: { since: ${suspended}, reason: police-request }\n` : ''}${
  check ? `  identityCheck: { method: ic-chip, verifiedOn: ${verifiedOn}, recordRef: ${check} }\n` : ''
}numbers:
${lines.map((line) => `  - ${line}\n`).join('')}roster:
${Array.from({ length: people }, (_, i) => `  - { id: p${i}, name: 担当, kana: タントウ, email: p${i}@${id}.example }\n`).join('')}report: { channel: ${channel} }
`;
}

export function line(number: string, usage = 'displayed', more = ''): string {
  return `{ number: "${number}", type: "03", usage: ${usage}${more} }`;
}
