import { MOMENTS } from '../domain/announcement.ts';
import { reportFee } from '../domain/fees.ts';
import type { LocalDate } from '../domain/local-date.ts';
import { days, type Effect, sameDays } from './effect.ts';
import { numberEffects } from './number-effects.ts';
import type { ChatworkRoomInputs, TenantInputs } from './resource.ts';

/** A tenant on one side of a plan. */
export interface TenantSide {
  tenant: TenantInputs;
  room?: ChatworkRoomInputs;
}

/**
 * What callers, operators, the reports' recipients and the bill will show of a change; `undefined`: the tenant is not there on that side.
 *
 * @param date the day of the plan: a contract that has ended by then costs nothing
 */
export function tenantEffects(
  before: TenantSide | undefined,
  after: TenantSide | undefined,
  date: LocalDate,
): Effect[] {
  return [
    ...numberEffects(before?.tenant.numbers ?? [], after?.tenant.numbers ?? []),
    ...(before && after ? changedEffects(before.tenant, after.tenant) : []),
    ...(after ? callsEffects(before?.tenant, after.tenant) : []),
    ...(after ? announcementEffects(before?.tenant, after.tenant) : []),
    ...(after && !before ? suspendedFromTheStart(after.tenant) : []),
    ...roomEffects(before, after),
    ...feeEffects(before?.tenant, after?.tenant, date),
  ];
}

/** Yen a month for the report channel, tax included; 0 where there is no tenant, or its contract has ended. */
export function monthlyFee(tenant: TenantInputs | undefined, date: LocalDate): number {
  if (!tenant || (tenant.contract.ends !== undefined && tenant.contract.ends < date)) return 0;
  return reportFee(tenant.report.channel, tenant.report.recipients);
}

function changedEffects(before: TenantInputs, after: TenantInputs): Effect[] {
  const effects: Effect[] = [];
  const contract = { before: days(before.contract), after: days(after.contract) };
  if (!sameDays(contract.before, contract.after)) effects.push({ code: 'contract-dates', ...contract });
  effects.push(...suspensionEffects(before.contract, after.contract));
  for (const day of ['weekdays', 'saturdays', 'holidays'] as const) {
    if (before.hours[day] !== after.hours[day]) {
      effects.push({ code: 'hours', days: day, before: before.hours[day], after: after.hours[day] });
    }
  }
  if (before.pool !== after.pool) effects.push({ code: 'pool', before: before.pool, after: after.pool });
  if (before.fingerprints.company !== after.fingerprints.company) effects.push({ code: 'company' });
  return [...effects, ...reportEffects(before, after)];
}

function callsEffects(was: TenantInputs | undefined, is: TenantInputs): Effect[] {
  const [before, after] = [was?.calls?.blocked ?? 0, is.calls?.blocked ?? 0];
  const refuses = is.calls?.refuseWithheld ?? false;
  return [
    ...(before !== after || was?.fingerprints.blocked !== is.fingerprints.blocked
      ? [{ code: 'blocked-callers' as const, before, after }]
      : []),
    ...((was?.calls?.refuseWithheld ?? false) === refuses
      ? []
      : [{ code: 'withheld-refused' as const, after: refuses }]),
  ];
}

/** The file's name alone is nothing that anybody hears. */
function announcementEffects(was: TenantInputs | undefined, is: TenantInputs): Effect[] {
  return MOMENTS.flatMap((moment): Effect[] => {
    const [before, after] = [was?.announcements?.[moment], is.announcements?.[moment]];
    if (before?.digest === after?.digest) return [];
    return [{ code: 'announcement', moment, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
  });
}

function suspensionEffects(was: TenantInputs['contract'], is: TenantInputs['contract']): Effect[] {
  const [before, after] = [was.suspendedSince, is.suspendedSince];
  if (before === after) return [];
  if (before === undefined) return after === undefined ? [] : [{ code: 'suspended', since: after }];
  if (after !== undefined) return [{ code: 'suspension-moved', before, after }];
  return [{ code: 'resumed', since: before, ...(is.ends === undefined ? {} : { to: is.ends }) }];
}

function suspendedFromTheStart({ contract }: TenantInputs): Effect[] {
  return contract.suspendedSince === undefined ? [] : [{ code: 'suspended', since: contract.suspendedSince }];
}

function reportEffects(before: TenantInputs, after: TenantInputs): Effect[] {
  if (before.report.channel !== after.report.channel) {
    return [{ code: 'channel', before: before.report.channel, after: after.report.channel }];
  }
  const effects: Effect[] = [];
  if (before.report.recipients !== after.report.recipients) {
    effects.push({ code: 'recipients', before: before.report.recipients, after: after.report.recipients });
  }
  if (before.fingerprints.reports !== after.fingerprints.reports) effects.push({ code: 'addresses' });
  return effects;
}

function roomEffects(from: TenantSide | undefined, to: TenantSide | undefined): Effect[] {
  const [before, after] = [from?.room, to?.room];
  if (!after) return before ? [{ code: 'room-left' }] : [];
  if (after.roomId !== undefined && after.roomId !== before?.roomId) {
    return [{ code: 'room-adopted', roomId: after.roomId }];
  }
  if (!before) return [{ code: 'room-made' }];
  const effects: Effect[] = [];
  if (before.invite !== after.invite) effects.push({ code: 'room-invitation', after: after.invite });
  // Where the file says the same, it is the template that says something else.
  const asked = [from, to].map((side) => side?.tenant.fingerprints.room);
  if (before.fingerprint !== after.fingerprint && (asked[0] === undefined || asked[0] !== asked[1])) {
    effects.push({ code: 'room-changed' });
  }
  return effects;
}

function feeEffects(
  before: TenantInputs | undefined,
  after: TenantInputs | undefined,
  date: LocalDate,
): Effect[] {
  const fee = { before: monthlyFee(before, date), after: monthlyFee(after, date) };
  return fee.before === fee.after ? [] : [{ code: 'fee', ...fee }];
}
