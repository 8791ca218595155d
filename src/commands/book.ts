import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Flags } from '@oclif/core';
import { INDEX_PAGE, operatorsBook } from '../book/book.ts';
import { writeBook } from '../book/write.ts';
import type { Text } from '../domain/language.ts';
import type { Stack } from '../model/stack.ts';
import { loadProject } from '../project/project.ts';
import { pageScript } from '../render/documents/page.ts';
import { BaseCommand, formatFlag, projectFlags } from './base.ts';
import { table } from './format/markdown.ts';
import { printable, printableJson } from './format/printable.ts';
import { sandboxFlags } from './sandbox/_shared/open.ts';

/** Writes the operator's book and says where it is opened; touches nothing else. */
export default class Book extends BaseCommand {
  static override summary = 'Write the operator’s book: every tenant, to be searched, in a browser';
  static override description =
    'A folder of pages without a server: greeting, numbers, hours, roster, and whom a report reaches, of every tenant. index.html#/t/TENANT and ' +
    'index.html#/n/NUMBER open one. It holds personal data: keep it where operators alone can read it.';
  static override examples = [
    '<%= config.bin %> book --out book',
    '<%= config.bin %> book --stack prod --out /srv/book',
  ];
  static override flags = {
    ...projectFlags,
    ...sandboxFlags,
    out: Flags.string({
      description: 'the folder: new, empty, or written by an earlier book',
      helpValue: 'DIR',
      required: true,
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Book);
    const { tenants, stack } = await loadProject(this.projectOptions(flags));
    const files = operatorsBook(tenants, stack.report, pageScript('book'));
    await writeBook(files, flags.out);
    const address = addressOf(flags.out, stack);
    const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const summary = { tenants: tenants.length, files: files.size, bytes };
    this.print(flags.format, {
      text: () => printable(`${counts(summary)[this.language]}: ${address}`),
      json: () => printableJson({ ok: true, ...summary, address }),
      markdown: () =>
        table(HEAD[this.language], [[`${summary.tenants}`, `${summary.files}`, `${summary.bytes}`, address]]),
    });
  }
}

const HEAD = {
  en: ['Tenants', 'Files', 'Bytes', 'Page'],
  ja: ['契約会社', 'ファイル', 'バイト', 'ページ'],
};

function counts({ tenants, files }: { tenants: number; files: number }): Text {
  return { en: `${tenants} tenants, ${files} files`, ja: `契約会社${tenants}社、ファイル${files}件` };
}

/** A sandbox has a clock of its own, and its book is to show what its calls meet. */
function addressOf(folder: string, { sandbox }: Stack): string {
  const address = pathToFileURL(resolve(folder, INDEX_PAGE));
  if (sandbox) address.searchParams.set('now', sandbox.clock);
  return address.href;
}
