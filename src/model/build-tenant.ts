import { MOMENTS } from '../domain/announcement.ts';
import { parseCallerNumber } from '../domain/caller-number.ts';
import { DEFAULT_HOURS } from '../domain/hours.ts';
import { parsePersonId, parseTenantId } from '../domain/ids.ts';
import { parseLentNumber, parseNationalNumber } from '../domain/lent-number.ts';
import { type LocalDate, parseLocalDate } from '../domain/local-date.ts';
import { byCodeUnit } from '../domain/order.ts';
import { NO_SOUNDS, type Sounds, soundKey } from '../load/sounds/sound.ts';
import type { SourceFile } from '../load/source-file.ts';
import { sure } from './parsed.ts';
import type { DayHours, Hours, LentNumberAssignment, Report, Tenant } from './tenant.ts';
import type { TenantFile } from './tenant-file.ts';

/** A tenant of a file that validation has let pass. */
export function buildTenant(source: SourceFile, sounds: Sounds = NO_SOUNDS): Tenant {
  const file = source.value as TenantFile;
  const { suspended, identityCheck } = file.contract;
  return {
    id: sure(parseTenantId(file.id)),
    file: source.file,
    company: { ...file.company },
    contract: {
      ...dates(file.contract),
      ...(suspended
        ? { suspended: { since: sure(parseLocalDate(suspended.since)), reason: suspended.reason } }
        : {}),
      ...(identityCheck
        ? { identityCheck: { ...identityCheck, verifiedOn: sure(parseLocalDate(identityCheck.verifiedOn)) } }
        : {}),
    },
    numbers: file.numbers.map((n) => assignment(n, file.contract)),
    roster: file.roster.map((p) => ({ ...p, id: sure(parsePersonId(p.id)) })),
    report: report(file.report),
    hours: hours(file.hours),
    ...calls(file.calls),
    ...announcements(file, sounds),
  };
}

/** Nothing where nobody is refused: the same as a file without the key. */
function calls({ block = [], refuseWithheld = false }: TenantFile['calls'] = {}): Pick<Tenant, 'calls'> {
  if (block.length === 0 && !refuseWithheld) return {};
  return {
    calls: { block: block.map((text) => sure(parseCallerNumber(text))).sort(byCodeUnit), refuseWithheld },
  };
}

function announcements(
  { id, announcements: named = {} }: TenantFile,
  sounds: Sounds,
): Pick<Tenant, 'announcements'> {
  const found = MOMENTS.flatMap((moment) => {
    const file = named[moment];
    const sound = file === undefined ? undefined : sounds.files.get(soundKey(id, file));
    if (file === undefined) return [];
    if (!sound || 'trouble' in sound) throw new Error(`a sound that passed validation is not there: ${file}`);
    return [[moment, { file, ...sound }] as const];
  });
  return found.length === 0 ? {} : { announcements: Object.fromEntries(found) };
}

function dates(from: { starts: string; ends?: string }): { starts: LocalDate; ends?: LocalDate } {
  const starts = sure(parseLocalDate(from.starts));
  return from.ends === undefined ? { starts } : { starts, ends: sure(parseLocalDate(from.ends)) };
}

function assignment(
  n: TenantFile['numbers'][number],
  contract: TenantFile['contract'],
): LentNumberAssignment {
  const ends = n.ends ?? contract.ends;
  return {
    number: sure(parseLentNumber(n.number)),
    type: n.type,
    kind: n.kind ?? 'phone',
    usage: n.usage,
    ...(n.forwardedFrom
      ? {
          forwardedFrom: {
            number: sure(parseNationalNumber(n.forwardedFrom.number)),
            line: n.forwardedFrom.line,
          },
        }
      : {}),
    ...dates({ starts: n.starts ?? contract.starts, ...(ends === undefined ? {} : { ends }) }),
  };
}

function report(file: TenantFile['report']): Report {
  const { chatwork } = file;
  if (file.channel === 'mail' || chatwork === undefined) {
    return {
      channel: 'mail',
      ...(file.to ? { to: file.to.map((id) => (id === 'named' ? id : sure(parsePersonId(id)))) } : {}),
    };
  }
  return {
    channel: 'chatwork',
    room: chatwork.room,
    ...(chatwork.roomId === undefined ? {} : { roomId: chatwork.roomId }),
    members: (chatwork.members ?? []).map((m) => ({ ...m })),
    invite: chatwork.invite ?? false,
  };
}

function hours(file: TenantFile['hours']): Hours {
  const { weekdays, saturdays, holidays } = { ...DEFAULT_HOURS, ...file };
  return { ...day('weekdays', weekdays), ...day('saturdays', saturdays), ...day('holidays', holidays) };
}

function day<K extends keyof Hours>(key: K, text: string): { [P in K]?: DayHours } {
  const [from, to] = text.split('-');
  return from && to ? ({ [key]: { from, to } } as { [P in K]: DayHours }) : {};
}
