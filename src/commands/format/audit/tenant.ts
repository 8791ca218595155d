import type { Customer, CustomerEvent, TenantAnswer } from '../../../audit/questions/tenant.ts';
import { printable } from '../printable.ts';
import type { Sheet } from './sheet.ts';
import { appliedWords, commitWords, sourceWords } from './words.ts';

export function tenantText({ customers, source }: TenantAnswer): string {
  return [...customers.flatMap(customerLines), sourceWords(source)].map(printable).join('\n');
}

function customerLines({ ids, stands, events }: Customer): string[] {
  const former = ids.length > 1 ? ` (before: ${ids.slice(0, -1).join(', ')})` : '';
  return [
    `${ids.at(-1)}${former}${stands ? '' : '  its file was deleted'}`,
    ...events.flatMap((event) => {
      const applied = appliedWords(event.applied);
      const line = `  ${event.commit.day}  ${event.what.padEnd(16)}  ${detailWords(event)}`.trimEnd();
      return [
        line,
        `              ${commitWords(event.commit)}${applied === '' ? '' : `; applied: ${applied}`}`,
      ];
    }),
  ];
}

function detailWords({ detail: { was, ...detail } }: CustomerEvent): string {
  const words = Object.values(detail).join(' ');
  return was === undefined ? words : `${words} (was ${was})`.trimStart();
}

export function tenantSheet({ customers }: TenantAnswer): Sheet {
  const head = ['tenant', 'day', 'what', 'detail', 'commit', 'author', 'merger', 'pullRequest', 'applied'];
  const rows = customers.flatMap(({ ids, events }) =>
    events.map((event) => [
      ids.at(-1) ?? '',
      event.commit.day,
      event.what,
      detailWords(event),
      event.commit.commit,
      event.commit.author,
      event.commit.merger,
      event.commit.pullRequest === undefined ? '' : String(event.commit.pullRequest),
      appliedWords(event.applied),
    ]),
  );
  return { head, rows };
}
