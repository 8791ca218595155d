import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Args, Flags } from '@oclif/core';
import writeFileAtomic from 'write-file-atomic';
import type { Language } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import { byPlace, type Diagnostic } from '../../load/diagnostic.ts';
import { DiagnosticsError } from '../../load/diagnostics-error.ts';
import { NUMBERS_FILE } from '../../load/size-limit.ts';
import { COLUMNS } from '../../onboard/import/columns.ts';
import { type ImportList, importList } from '../../onboard/import/import-list.ts';
import { listText } from '../../onboard/import/list-text.ts';
import { toldAt } from '../../onboard/import/told-at.ts';
import { withReleased } from '../../onboard/import/with-released.ts';
import { tenantText } from '../../onboard/tenant-text.ts';
import { checkNewFiles, type NewFile } from '../../project/new-files.ts';
import { type Checked, checkProject, modelOf } from '../../project/project.ts';
import { BaseCommand, formatFlag, projectFlags } from '../base.ts';
import { diagnosticsText } from '../format/diagnostics.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';

const columns = Object.entries(COLUMNS).map(([name, holds]) => `  ${name}: ${holds}`);

/** Files for the tenants of a list, all or none. */
export default class TenantImport extends BaseCommand {
  static override summary = 'Write the files of existing tenants from a list in CSV';
  static override description = [
    'Rows with the same id are one tenant: each adds the number and the person that it has. A row without an id is a number that was given back before (number, usage, released), and goes into _numbers.yaml. All is written, or nothing where a rule refuses something.',
    'Columns, in any order, the first row naming them:',
    columns.join('\n'),
  ].join('\n\n');
  static override examples = [
    '<%= config.bin %> tenant import customers.csv --check',
    '<%= config.bin %> tenant import customers.csv',
  ];
  static override args = {
    list: Args.string({
      required: true,
      description: 'the list, CSV in UTF-8 or as Excel writes it in Japan',
    }),
  };
  static override flags = {
    ...projectFlags,
    check: Flags.boolean({ description: 'say what would be written, and write nothing' }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(TenantImport);
    const checked = await checkProject(this.projectOptions(flags));
    modelOf(checked);
    const folder = flags.tenants ?? checked.stack?.tenants ?? 'tenants';
    const list = importList(args.list, await textOf(args.list));
    if ('problems' in list) throw new DiagnosticsError(list.problems);
    const files = newFiles(list, checked, this.language);
    const said = saidOf(args.list, list, checked, folder, files);
    if (said.some(({ severity }) => severity === 'error')) throw new DiagnosticsError(said);
    if (said.length > 0) this.logToStderr(diagnosticsText(said, this.language));
    if (!flags.check) await write(folder, files);
    const written = files.map(({ name }) => join(folder, name));
    const counts = { tenants: list.tenants.length, released: list.released.length };
    this.print(flags.format, {
      text: () => written.join('\n'),
      json: () => printableJson({ ok: true, written: !flags.check, ...counts, files: written }),
      markdown: () =>
        table(
          ['File'],
          written.map((file) => [file]),
        ),
    });
  }
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Problem(
      'import-unread',
      { en: `${file} cannot be read (${error.code})`, ja: `${file} が読めません（${error.code}）` },
      { en: 'name a list in CSV', ja: 'CSV の一覧を指定してください' },
    );
  });
  return listText(file, bytes);
}

function newFiles({ tenants, released }: ImportList, { loaded }: Checked, language: Language): NewFile[] {
  const files = tenants.map(({ tenant }) => ({
    name: `${tenant.id}.yaml`,
    text: tenantText(tenant, language),
  }));
  if (released.length === 0 || !loaded.numbers) return files;
  return [...files, { name: NUMBERS_FILE, text: withReleased(loaded.numbers.text, released) }];
}

/** What the rules say, at the places of the list. */
function saidOf(
  file: string,
  list: ImportList,
  checked: Checked,
  folder: string,
  files: readonly NewFile[],
): Diagnostic[] {
  const there = new Set(checked.loaded.tenants.map(({ name }) => name));
  const twice = list.tenants
    .filter(({ tenant }) => there.has(`${tenant.id}.yaml`))
    .map(
      ({ tenant, at }): Diagnostic => ({
        ...{ code: 'import-tenant-exists', severity: 'error', file, ...at },
        message: {
          en: `the tenant ${JSON.stringify(tenant.id)} has a file already`,
          ja: `契約会社 ${JSON.stringify(tenant.id)} のファイルはすでにあります`,
        },
        action: {
          en: 'take its rows out of the list, and change the file itself',
          ja: '一覧からその行を外し、ファイルのほうを直してください',
        },
      }),
    );
  if (twice.length > 0) return twice;
  const { said, sources } = checkNewFiles(checked, folder, files);
  const byFile = new Map(list.tenants.map((tenant) => [join(folder, `${tenant.tenant.id}.yaml`), tenant]));
  const inNumbers = sources.get(NUMBERS_FILE);
  return said
    .map((one) => {
      const tenant = byFile.get(one.file);
      if (tenant) return toldAt(file, tenant, sources.get(`${tenant.tenant.id}.yaml`), one);
      if (!inNumbers || one.file !== inNumbers.file) return one;
      const begins = (inNumbers.value as { released: unknown[] }).released.length - list.released.length;
      const row = list.released.find((_, i) => inNumbers.at(['released', begins + i]).line === one.line)?.row;
      return row ? { ...one, file, ...row.at } : one;
    })
    .sort(byPlace);
}

/** All of them, or none: one that cannot be written takes the others with it. */
async function write(folder: string, files: readonly NewFile[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const { name, text } of files) {
      const path = join(folder, name);
      if (name === NUMBERS_FILE) await writeFileAtomic(path, text);
      else {
        await writeFile(path, text, { flag: 'wx' });
        written.push(path);
      }
    }
  } catch (error) {
    await Promise.all(written.map((path) => rm(path)));
    const why = (error as NodeJS.ErrnoException).code ?? 'for a reason the system does not name';
    throw new Problem(
      'import-unwritten',
      { en: `${folder} cannot be written (${why})`, ja: `${folder} に書けません（${why}）` },
      {
        en: 'nothing was imported; mend that, and begin again',
        ja: '何も取り込んでいません。直してもう一度実行してください',
      },
    );
  }
}
