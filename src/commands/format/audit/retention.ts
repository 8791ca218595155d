import type { RetentionAnswer } from '../../../audit/questions/retention.ts';
import { printable } from '../printable.ts';
import { type Sheet, sheetText } from './sheet.ts';

export function retentionText(answer: RetentionAnswer): string {
  const { day, counts, source } = answer;
  const rows = retentionSheet(answer).rows.map(
    ([tenant = '', record = '', state = '', ended = '', , from = '', deleted = '']) => [
      tenant,
      record,
      state,
      ended === '' ? '' : `ended ${ended}`,
      from === '' ? '' : `may go from ${from}`,
      deleted === '' ? '' : `file deleted with ${deleted.slice(0, 12)}`,
    ],
  );
  const summary = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  const { branch, commit, folder } = source;
  const where = `${folder} on ${branch} (${commit.slice(0, 12)})`;
  return [...sheetText({ head: [], rows }), `${day}: ${summary.join(', ')}; ${where}`]
    .map(printable)
    .join('\n');
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
