import { DEFAULT_HOURS } from '../domain/hours.ts';
import type { TenantFile } from '../model/tenant-file.ts';
import type { Answers } from './answers.ts';

/** What was answered, as the file says it. */
export function tenantFile(a: Answers): TenantFile {
  return {
    id: a.id,
    company: {
      name: a.name,
      kana: a.kana,
      greeting: a.greeting,
      ...(a.address ? { address: a.address } : {}),
    },
    contract: {
      starts: a.starts,
      ...(a.ends ? { ends: a.ends } : {}),
      identityCheck: {
        method: a['identity-method'],
        verifiedOn: a['identity-on'],
        recordRef: a['identity-ref'],
      },
    },
    numbers: [
      {
        number: a.number,
        type: a.type,
        ...(a.kind === 'phone' ? {} : { kind: a.kind }),
        usage: a.usage,
        ...(a.usage === 'forwarding' && a['forwarded-from'] && a.line
          ? { forwardedFrom: { number: a['forwarded-from'], line: a.line } }
          : {}),
      },
    ],
    roster: a.people.map((person) => ({ ...person })),
    report: reportOf(a),
    ...hoursOf(a),
  };
}

function reportOf(a: Answers): TenantFile['report'] {
  if (a.channel === 'mail') return { channel: 'mail', ...(a.to?.length ? { to: [...a.to] } : {}) };
  return {
    channel: 'chatwork',
    chatwork: {
      room: a.room ?? '',
      ...(a['room-id'] === undefined ? {} : { roomId: a['room-id'] }),
      ...(a.invite ? { invite: true } : {}),
    },
  };
}

function hoursOf({ weekdays, saturdays, holidays }: Answers): Pick<TenantFile, 'hours'> {
  const asUsual =
    weekdays === DEFAULT_HOURS.weekdays &&
    saturdays === DEFAULT_HOURS.saturdays &&
    holidays === DEFAULT_HOURS.holidays;
  return asUsual ? {} : { hours: { weekdays, saturdays, holidays } };
}
