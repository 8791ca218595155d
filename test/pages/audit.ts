import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HistoryWriter } from '../../bench/history/writer.ts';
import { auditPage } from '../../src/audit/page/page.ts';
import { type ChartAnswer, chartAnswer } from '../../src/audit/questions/chart.ts';
import type { Language } from '../../src/domain/language.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { historyOf, line, NUMBERS, newFolder, noon, tenant } from '../audit/small.ts';

export const DAY = '2028-03-01' as LocalDate;

/** What a browser, a reader or the page's own script could be led astray by. */
export const HOSTILE =
  '</script><script>alert(1)</script><!--<img src=x onerror=alert(2)> \u202egnp\u2028&lt;';

/** Numbers with all that a page has to show, written by people whose names mean harm. */
export async function smallAnswer(): Promise<ChartAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-audit-'));
  try {
    await live(folder);
    return chartAnswer(await historyOf(folder), { day: DAY, outside: [] });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function live(folder: string): Promise<void> {
  const repository = await HistoryWriter.begin(folder);
  const told = `released: [ { number: "03-5000-0001", usage: forwarding, on: 2026-08-31 } ]
reserved: [ { number: "03-5000-0009", reason: ${JSON.stringify(HOSTILE)} } ]
`;
  const aoi = [line('03-5000-0001'), line('03-5000-0002', 'displayed', ', kind: fax')];
  await repository.commit({ at: noon('2026-10-01'), files: { 'tenants/_numbers.yaml': NUMBERS + told } });
  await repository.commit({
    at: noon('2026-12-20'),
    // Git refuses angle brackets in names.
    author: HOSTILE.replace(/[<>]/g, ''),
    committer: 'Hanako',
    message: 'Merge pull request #12 from x/aoi',
    files: { 'tenants/aoi.yaml': tenant({ lines: aoi }) },
  });
  await repository.commit({
    at: noon('2027-02-10'),
    files: { 'tenants/aoi.yaml': tenant({ lines: aoi, suspended: '2027-02-10' }) },
  });
  await repository.commit({
    at: noon('2027-02-20'),
    files: { 'tenants/aoi.yaml': tenant({ lines: aoi, ends: '2027-06-30', check: JSON.stringify(HOSTILE) }) },
  });
  await repository.commit({
    at: noon('2027-10-01'),
    committer: 'Jiro',
    files: {
      'tenants/mita-shoten.yaml': tenant({
        id: 'mita-shoten',
        starts: '2027-10-01',
        check: 'KYC-2',
        lines: [line('03-5000-0001'), line('03-5000-0003')],
      }),
    },
  });
  await repository.end();
}

/** A file of a page, to be opened. */
export async function pageOf(answer: ChartAnswer, language: Language = 'en'): Promise<URL> {
  const file = join(await newFolder(), 'audit.html');
  await writeFile(file, auditPage(answer, language));
  return pathToFileURL(file);
}
