import { Args, Flags } from '@oclif/core';
import { type Language, same, type Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { isMonth, type MonthlyFee, monthlyFees } from '../model/monthly-fees.ts';
import { loadProject } from '../project/project.ts';
import { BaseCommand, projectFlags } from './base.ts';
import { feesCsv } from './format/fees-csv.ts';
import { table } from './format/markdown.ts';
import { printable, printableJson } from './format/printable.ts';
import { tenantOf } from './report/_shared/address.ts';

/** What is billed beside the base fee. */
export default class Fees extends BaseCommand {
  static override summary = 'Say what tenants pay a month for their reports';
  static override description =
    'Mail: 220 yen for each recipient beyond three at the same time. Chatwork: 550 yen. Tax included. By the files as they are now, for every contract that ' +
    'is in force on any day of the month; a suspended one is. As CSV for billing.';
  static override examples = [
    '<%= config.bin %> fees',
    '<%= config.bin %> fees kitazawa-law --month 2027-03',
    '<%= config.bin %> fees --month 2027-03 --format csv > 2027-03.csv',
  ];
  static override args = { tenant: Args.string({ description: 'this one alone' }) };
  static override flags = {
    ...projectFlags,
    month: Flags.string({ description: 'the month, YYYY-MM (default: that of --at)', helpValue: 'MONTH' }),
    format: Flags.option({
      description: 'how to print',
      options: ['text', 'json', 'markdown', 'csv'] as const,
      default: 'text',
    })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Fees);
    const { tenants, date } = await loadProject(this.projectOptions(flags));
    const month = flags.month ?? date.slice(0, 7);
    if (!isMonth(month))
      throw new Problem(
        'bad-month',
        { en: `--month cannot be “${month}”`, ja: `--month に “${month}” は使えません` },
        {
          en: 'write YYYY-MM, from 2000-01 to 2199-12',
          ja: '2000-01 から 2199-12 までの YYYY-MM で書いてください',
        },
      );
    const chosen = args.tenant === undefined ? tenants : [tenantOf(tenants, args.tenant)];
    const fees = monthlyFees(chosen, month);
    const { language } = this;
    const total = fees.reduce((sum, { yen }) => sum + yen, 0);
    if (flags.format === 'csv') return this.log(feesCsv(fees, month));
    this.print(flags.format, {
      text: () => [...fees.map((fee) => line(fee, language)), `${month}: ${yen(total)[language]}`].join('\n'),
      json: () => printableJson({ ok: true, month, total, fees }),
      markdown: () =>
        [
          table(
            HEAD[language],
            fees.map((fee) => [fee.tenant, fee.company, why(fee)[language], String(fee.yen)]),
          ),
          '',
          `${month}: ${yen(total)[language]}`,
        ].join('\n'),
    });
  }
}

const HEAD = { en: ['Tenant', 'Company', 'For', 'Yen'], ja: ['契約会社', '会社名', '内訳', '円'] };

function line(fee: MonthlyFee, language: Language): string {
  const amount = yen(fee.yen)[language].padStart(11);
  return printable(`${fee.tenant.padEnd(20)}  ${amount}  ${why(fee)[language]}`);
}

function why({ channel, recipients = 0, extra = 0 }: MonthlyFee): Text {
  if (channel === 'chatwork') return same('Chatwork');
  if (extra === 0) return { en: 'mail', ja: 'メール' };
  return {
    en: `mail to ${recipients} recipients, ${extra} beyond three`,
    ja: `メール ${recipients} 名（三名を超える ${extra} 名分）`,
  };
}

function yen(amount: number): Text {
  const shown = amount.toLocaleString('en-US');
  return { en: `${shown} yen`, ja: `${shown} 円` };
}
