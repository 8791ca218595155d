import { stringify } from 'csv-stringify/sync';
import type { MonthlyFee } from '../../model/monthly-fees.ts';

/** Fees for a spreadsheet: a company's name that looks like a formula is text. */
export function feesCsv(fees: readonly MonthlyFee[], month: string): string {
  return stringify(
    fees.map((fee) => ({ month, ...fee })),
    {
      header: true,
      columns: ['month', 'tenant', 'company', 'channel', 'recipients', 'extra', 'yen'],
      escape_formulas: true,
      eof: false,
    },
  );
}
