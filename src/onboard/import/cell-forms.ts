import { formatLentNumber, parseLentNumber } from '../../domain/lent-number.ts';

/** A day as spreadsheets write it in Japan, `2027/4/1`, in the form of the files; anything else as it is, for the rules to refuse. */
export function asDay(text: string): string {
  const [, year, month = '', day = ''] = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A lent number with or without hyphens, as people write it; anything else as it is. */
export function asNumber(text: string): string {
  const number = parseLentNumber(text);
  return number.ok ? formatLentNumber(number.value) : text;
}
