import { Flags } from '@oclif/core';
import { writeWords } from '../../domain/brand.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import { type LocalDate, parseLocalDate } from '../../domain/local-date.ts';
import { Problem } from '../../domain/problem.ts';
import { freeNumbers } from '../../model/free-numbers.ts';
import { loadProject } from '../../project/project.ts';
import { BaseCommand, formatFlag, projectFlags } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';

const MOST = 1_000;

/** What to write into a new tenant's file. */
export default class NumberNext extends BaseCommand {
  static override summary = 'Print the next number that can be lent';
  static override description =
    'The first number of the blocks that is free from a day on: held by nobody then or later, not kept back, out of quarantine. Prints nothing but the number.';
  static override examples = [
    '<%= config.bin %> number next --type 03',
    '<%= config.bin %> number next --type 03 --kind fax --starts 2027-04-01 --count 3',
  ];
  static override flags = {
    ...projectFlags,
    type: Flags.option({
      description: 'type of number (default: either)',
      options: ['03', '050'] as const,
    })(),
    kind: Flags.option({
      description: 'for calls or for faxes',
      options: ['phone', 'fax'] as const,
      default: 'phone',
    })(),
    starts: Flags.string({
      description: 'first day of the contract, YYYY-MM-DD (default: that of --at)',
      helpValue: 'DATE',
    }),
    count: Flags.integer({ description: 'how many', default: 1, min: 1, max: MOST }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(NumberNext);
    const { type, kind, starts, count } = flags;
    const { numbers, date } = await loadProject(this.projectOptions(flags));
    const from = starts === undefined ? date : dayOf(starts);
    const found: string[] = [];
    for (const number of freeNumbers(numbers, { ...(type ? { type } : {}), kind, starts: from })) {
      found.push(formatLentNumber(number));
      if (found.length === count) break;
    }
    if (found.length < count) throw tooFew(found.length, `${type ?? ''} ${kind}`.trim(), from);
    this.print(flags.format, {
      text: () => found.join('\n'),
      json: () => printableJson({ ok: true, starts: from, kind, numbers: found }),
      markdown: () =>
        table(
          [{ en: 'Number', ja: '番号' }[this.language]],
          found.map((number) => [number]),
        ),
    });
  }
}

function dayOf(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date.ok) return date.value;
  throw new Problem(
    'bad-date',
    { en: `--starts cannot be “${text}”`, ja: `--starts に “${text}” は使えません` },
    writeWords(date.problem),
  );
}

function tooFew(found: number, what: string, date: string): Problem {
  const why = found === 0 ? 'none is' : `only ${found} are`;
  return new Problem(
    'number-none-free',
    {
      en: `not enough ${what} numbers: ${why} free from ${date} on`,
      ja: `${what} の番号が足りません。${date} から使える番号は ${found === 0 ? 'ありません' : `${found} 個だけです`}`,
    },
    {
      en: 'denwaban number list --state quarantine tells which become free when; else order a block from the carrier and write it into _numbers.yaml',
      ja: 'いつ空くかは denwaban number list --state quarantine で分かります。なければ通信事業者に番号帯を注文して _numbers.yaml に書いてください',
    },
  );
}
