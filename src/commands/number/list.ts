import { Flags } from '@oclif/core';
import type { Language, Text } from '../../domain/language.ts';
import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { NumberInventory, NumberState, NumberStateName } from '../../model/number-inventory.ts';
import { loadProject } from '../../project/project.ts';
import { BaseCommand, formatFlag, projectFlags } from '../base.ts';
import { padded } from '../format/columns.ts';
import { table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';

const STATES = [
  'active',
  'suspended',
  'quarantine',
  'reserved',
  'available',
] as const satisfies readonly NumberStateName[];

/** As people read them; programs get the names themselves. */
const STATE_NAMES: Record<NumberStateName, Text> = {
  active: { en: 'active', ja: '利用中' },
  suspended: { en: 'suspended', ja: '停止中' },
  quarantine: { en: 'quarantine', ja: '隔離期間' },
  reserved: { en: 'reserved', ja: '予約済み' },
  available: { en: 'available', ja: '空き' },
};
const HEAD = {
  en: ['Number', 'State', 'Tenant', 'Mode', 'Since', 'Until', 'Why'],
  ja: ['番号', '状態', '契約会社', '利用方法', '開始', '終了', '理由'],
};

/** Most numbers of a block are free, and nobody reads them through. */
const SHOWN = STATES.filter((state) => state !== 'available');

interface Row extends NumberState {
  number: LentNumber;
}

/** Every number that we own, as it is on one day. */
export default class NumberList extends BaseCommand {
  static override summary = 'List the numbers that we own and what each is on a day';
  static override description =
    'A number is active, suspended, in quarantine, reserved (kept back, or lent from a later day on) or available; that is derived from the files and ' +
    'the day. Without --state all but the available ones are listed; they are counted in any case.';
  static override examples = [
    '<%= config.bin %> number list',
    '<%= config.bin %> number list --state quarantine --at 2027-03-01',
    '<%= config.bin %> number list --state available --format json',
  ];
  static override flags = {
    ...projectFlags,
    state: Flags.option({
      description: 'only numbers in this state; may be given several times',
      options: STATES,
      multiple: true,
    })(),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(NumberList);
    const { numbers, date } = await loadProject(this.projectOptions(flags));
    const all = [...rowsOf(numbers, date)];
    const wanted: ReadonlySet<NumberStateName> = new Set(flags.state ?? SHOWN);
    const rows = all.filter(({ state }) => wanted.has(state));
    const counts = Object.fromEntries(
      STATES.map((state) => [state, all.filter((row) => row.state === state).length]),
    );
    const { language } = this;
    const words = STATES.map((state) => [counts[state] ?? 0, STATE_NAMES[state][language]] as const);
    const summary = {
      en: words.map(([count, name]) => `${count} ${name}`).join(', '),
      ja: words.map(([count, name]) => `${name} ${count}`).join('、'),
    }[language];
    this.print(flags.format, {
      text: () => [...textRows(rows, language), `${date}: ${summary}`].join('\n'),
      json: () =>
        printableJson({
          ok: true,
          at: date,
          counts,
          numbers: rows.map((row) => ({ ...row, number: formatLentNumber(row.number) })),
        }),
      markdown: () =>
        [
          table(
            HEAD[language],
            rows.map((row) => cells(row, language)),
          ),
          '',
          `${date}: ${summary}`,
        ].join('\n'),
    });
  }
}

function* rowsOf(inventory: NumberInventory, date: LocalDate): Generator<Row> {
  for (const number of inventory.numbers()) yield { number, ...inventory.stateOf(number, date) };
}

function cells({ number, state, tenant, usage, since, until, reason }: Row, language: Language): string[] {
  const name = STATE_NAMES[state][language];
  return [formatLentNumber(number), name, tenant ?? '', usage ?? '', since ?? '', until ?? '', reason ?? ''];
}

function textRows(rows: readonly Row[], language: Language): string[] {
  return rows.map((row) => {
    const [number = '', state = '', tenant = '', usage = '', since = '', until = '', reason = ''] = cells(
      row,
      language,
    );
    const days = since === '' && until === '' ? '' : `${since.padStart(10)} – ${until.padEnd(10)}`;
    return printable(
      [number.padEnd(13), padded(state, 10), tenant.padEnd(20), usage.padEnd(10), days, reason]
        .join('  ')
        .trimEnd(),
    );
  });
}
