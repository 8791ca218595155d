import { Args, Flags } from '@oclif/core';
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
        `--month cannot be “${month}”`,
        'write YYYY-MM, from 2000-01 to 2199-12',
      );
    const chosen = args.tenant === undefined ? tenants : [tenantOf(tenants, args.tenant)];
    const fees = monthlyFees(chosen, month);
    const total = fees.reduce((sum, { yen }) => sum + yen, 0);
    if (flags.format === 'csv') return this.log(feesCsv(fees, month));
    this.print(flags.format, {
      text: () => [...fees.map(line), `${month}: ${yen(total)}`].join('\n'),
      json: () => printableJson({ ok: true, month, total, fees }),
      markdown: () =>
        [
          table(
            ['Tenant', 'Company', 'For', 'Yen'],
            fees.map((fee) => [fee.tenant, fee.company, why(fee), String(fee.yen)]),
          ),
          '',
          `${month}: ${yen(total)}`,
        ].join('\n'),
    });
  }
}

function line(fee: MonthlyFee): string {
  return printable(`${fee.tenant.padEnd(20)}  ${yen(fee.yen).padStart(11)}  ${why(fee)}`);
}

function why({ channel, recipients = 0, extra = 0 }: MonthlyFee): string {
  if (channel === 'chatwork') return 'Chatwork';
  return extra === 0 ? 'mail' : `mail to ${recipients} recipients, ${extra} beyond three`;
}

function yen(amount: number): string {
  return `${amount.toLocaleString('en-US')} yen`;
}
