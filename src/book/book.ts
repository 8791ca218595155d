import { sha256 } from '../domain/canonical.ts';
import { holidays } from '../domain/holidays.ts';
import { byCodeUnit } from '../domain/order.ts';
import type { Stack } from '../model/stack.ts';
import type { Tenant } from '../model/tenant.ts';
import { type OperatorFacts, operatorFacts } from '../render/documents/facts.ts';
import { templateText } from '../render/templates.ts';
import { chunkOf, dataScript } from './data.ts';
import { indexRow } from './rows.ts';

/** Where the book is opened. */
export const INDEX_PAGE = 'index.html';

/**
 * The operator's book: a site of files, by their paths, that needs neither server nor network. The same tenants give the same bytes, whatever
 * their order and the day.
 * @param script the page's, compiled from pages/book
 */
export function operatorsBook(
  tenants: readonly Tenant[],
  report: Pick<Stack['report'], 'domain' | 'graceDays'>,
  script: string,
): Map<string, string> {
  const facts = tenants
    .map((tenant) => operatorFacts(tenant, report))
    .sort((a, b) => byCodeUnit(a.kana, b.kana) || byCodeUnit(a.id, b.id));
  const files = new Map([
    [INDEX_PAGE, templateText('book/index.html')],
    ['book.css', `${templateText('documents/look.css')}\n${templateText('book/book.css')}`],
    ['book.js', script],
    ['index.js', dataScript('index', { rows: facts.map(indexRow) })],
    ['holidays.js', dataScript('holidays', { days: holidays() })],
  ]);
  for (const [chunk, members] of chunks(facts))
    files.set(
      `tenants/${chunk}.js`,
      dataScript('tenants', { chunk, tenants: Object.fromEntries(members.map((f) => [f.id, f])) }),
    );
  files.set('edition.js', dataScript('edition', { digest: editionOf(files) }));
  return files;
}

function chunks(facts: readonly OperatorFacts[]): [string, OperatorFacts[]][] {
  const found = Map.groupBy(facts, ({ id }) => chunkOf(id));
  return [...found].sort(([a], [b]) => byCodeUnit(a, b));
}

function editionOf(files: ReadonlyMap<string, string>): string {
  return sha256([...files].map(([path, text]) => `${path} ${sha256(text)}\n`).join(''));
}
