import type { RetentionAnswer } from '../../../audit/questions/retention.ts';
import type { Language, Text } from '../../../domain/language.ts';
import { printable } from '../printable.ts';
import { type Sheet, sheetText } from './sheet.ts';

export function retentionText(answer: RetentionAnswer, language: Language): string {
  const { day, counts, source } = answer;
  const rows = retentionSheet(answer).rows.map(
    ([tenant = '', record = '', state = '', ended = '', , from = '', deleted = '']) => [
      tenant,
      record,
      state,
      ended === '' ? '' : { en: `ended ${ended}`, ja: `${ended} 終了` }[language],
      from === '' ? '' : { en: `may go from ${from}`, ja: `${from} から廃棄可` }[language],
      deleted === '' ? '' : deletedWords(deleted.slice(0, 12))[language],
    ],
  );
  const summary = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  const { branch, commit, folder } = source;
  const id = commit.slice(0, 12);
  const where = { en: `${folder} on ${branch} (${id})`, ja: `${branch} の ${folder}（${id}）` }[language];
  return [...sheetText({ head: [], rows }), `${day}: ${summary.join(', ')}; ${where}`]
    .map(printable)
    .join('\n');
}

function deletedWords(commit: string): Text {
  return { en: `file deleted with ${commit}`, ja: `ファイルは ${commit} で削除` };
}

export function retentionSheet({ records }: RetentionAnswer): Sheet {
  const head = ['tenant', 'recordRef', 'state', 'ended', 'keepUntil', 'mayGoFrom', 'deleted'];
  const rows = records.map(({ tenant, recordRef, state, ended, keepUntil, mayGoFrom, deleted }) => [
    tenant,
    recordRef ?? '',
    state,
    ended ?? '',
    keepUntil ?? '',
    mayGoFrom ?? '',
    deleted?.commit ?? '',
  ]);
  return { head, rows };
}
