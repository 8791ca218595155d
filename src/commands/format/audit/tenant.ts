import type { Customer, CustomerEvent, TenantAnswer } from '../../../audit/questions/tenant.ts';
import type { Language } from '../../../domain/language.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { appliedWords, commitWords, sourceWords } from './words.ts';

export function tenantText({ customers, source }: TenantAnswer, language: Language): string {
  const lines = customers.flatMap((customer) => customerLines(customer, language));
  return [...lines, sourceWords(source, language)].map(printable).join('\n');
}

const WORDS = {
  en: {
    before: 'before',
    deleted: 'its file was deleted',
    applied: 'applied',
    was: (was: string) => `(was ${was})`,
  },
  ja: {
    before: '旧ID',
    deleted: 'ファイルは削除済み',
    applied: '適用',
    was: (was: string) => `（これまで ${was}）`,
  },
} satisfies Record<Language, unknown>;

function customerLines({ ids, stands, events }: Customer, language: Language): string[] {
  const words = WORDS[language];
  const former = ids.length > 1 ? ` (${words.before}: ${ids.slice(0, -1).join(', ')})` : '';
  return [
    `${ids.at(-1)}${former}${stands ? '' : `  ${words.deleted}`}`,
    ...events.flatMap((event) => {
      const applied = appliedWords(event.applied, language);
      const line =
        `  ${event.commit.day}  ${event.what.padEnd(16)}  ${detailWords(event, language)}`.trimEnd();
      return [
        line,
        `              ${commitWords(event.commit, language)}${applied === '' ? '' : `; ${words.applied}: ${applied}`}`,
      ];
    }),
  ];
}

function detailWords({ detail: { was, ...detail } }: CustomerEvent, language: Language): string {
  const words = Object.values(detail).join(' ');
  return was === undefined ? words : `${words} ${WORDS[language].was(was)}`.trimStart();
}

export function tenantSheet({ customers }: TenantAnswer, language: Language): Sheet {
  const head = ['tenant', 'day', 'what', 'detail', 'commit', 'author', 'merger', 'pullRequest', 'applied'];
  const rows = customers.flatMap(({ ids, events }) =>
    events.map((event) => [
      ids.at(-1) ?? '',
      event.commit.day,
      event.what,
      detailWords(event, language),
      event.commit.commit,
      event.commit.author,
      event.commit.merger,
      event.commit.pullRequest === undefined ? '' : String(event.commit.pullRequest),
      appliedWords(event.applied, language),
    ]),
  );
  return { head, rows };
}
