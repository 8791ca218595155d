import { type LocalDate, parseLocalDate } from '../domain/local-date.ts';
import { Problem } from '../domain/problem.ts';

/** A day that somebody wrote. @param what how it is called Problem `bad-date`. */
export function dayOf(text: string, what: string): LocalDate {
  const date = parseLocalDate(text);
  // As in the files: reckoning with years of five digits would follow.
  if (date.ok && /^2[01]/.test(text)) return date.value;
  const wanted = {
    en: 'a date that exists, from 2000 to 2199, written YYYY-MM-DD',
    ja: '2000 年から 2199 年までの実在する日付（YYYY-MM-DD）',
  };
  throw new Problem(
    'bad-date',
    { en: `${what} cannot be “${text}”`, ja: `${what} に “${text}” は使えません` },
    { en: `write ${wanted.en}`, ja: `${wanted.ja}を書いてください` },
  );
}
