import type { Moment } from '../../domain/announcement.ts';
import type { Text } from '../../domain/language.ts';
import { formatLentNumber } from '../../domain/lent-number.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { Announcement } from '../../model/tenant.ts';
import type { Days, Effect, Side } from '../effect.ts';
import type { OverLimit } from '../limits.ts';

/** The heading of a side. */
export const SIDE_NAMES: Record<Side, Text> = {
  caller: { en: 'callers', ja: '電話をかける人' },
  operator: { en: 'operators', ja: 'オペレーター' },
  recipient: { en: 'recipients of reports', ja: '報告を受け取る人' },
  billing: { en: 'monthly fee', ja: '月額料金' },
};

/**
 * An effect as one line for a person.
 * @param date the plan's: what is over, or has not begun, nobody notices by then
 * @param named makes the name of a file stand for itself where it is printed; all else is ids, numbers and days
 */
export function effectText(effect: Effect, date: LocalDate, named = (name: string) => name): string {
  switch (effect.code) {
    case 'number-taken': {
      const what = effect.kind === 'fax' ? 'faxes to' : 'calls to';
      return `${what} ${formatLentNumber(effect.number)} (${effect.usage}) are taken ${span(effect)}`;
    }
    case 'number-released':
      return releasedText(effect, date);
    case 'number-dates':
      return `${formatLentNumber(effect.number)} is held ${span(effect.after)}, was ${span(effect.before)}`;
    case 'number-usage':
      return `${formatLentNumber(effect.number)} is shown as ${effect.after}, was ${effect.before}`;
    case 'number-kind':
      return `${formatLentNumber(effect.number)} is a ${effect.after} number, was ${effect.before}`;
    case 'forwarded-from':
      return `another line forwards to ${formatLentNumber(effect.number)}`;
    case 'contract-dates':
      return `the contract runs ${span(effect.after)}, was ${span(effect.before)}`;
    case 'suspended':
      return `hear from ${effect.since} on that the numbers are suspended`;
    case 'suspension-moved':
      return `hear from ${effect.after} on that the numbers are suspended, was ${effect.before}`;
    case 'resumed':
      return resumedText(effect, date);
    case 'hours':
      return `${effect.days}: ${effect.after}, was ${effect.before}`;
    case 'blocked-callers':
      return blockedText(effect);
    case 'withheld-refused':
      return effect.after
        ? 'who withhold their number are asked to call again with 186'
        : 'who withhold their number are put through';
    case 'announcement':
      return announcementText(effect, named);
    case 'pool':
      return `pool ${effect.after} answers, was ${effect.before}`;
    case 'company':
      return 'see another name, reading, greeting or roster';
    case 'channel':
      return `reports go by ${effect.after}, were by ${effect.before}`;
    case 'addresses':
      return 'reports go to other addresses or people';
    case 'recipients':
      return `${people(effect.after)} at most for one report, was ${effect.before}`;
    case 'room-made':
      return 'a Chatwork room is made';
    case 'room-adopted':
      return `the Chatwork room ${effect.roomId} is adopted: its name, description and members' roles are made so`;
    case 'room-left':
      return 'the Chatwork room is left to its people';
    case 'room-changed':
      return "the Chatwork room's name, description or members change";
    case 'room-invitation':
      return effect.after ? 'an invitation link is made' : 'the invitation link is taken away';
    case 'fee':
      return `${yen(effect.after)}, was ${yen(effect.before)} (${signed(effect.after - effect.before)})`;
  }
}

function releasedText(
  { number, usage, from, to }: Extract<Effect, { code: 'number-released' }>,
  date: LocalDate,
): string {
  const what = `${formatLentNumber(number)} (${usage})`;
  if (to !== undefined && to < date)
    return `${what}, held until ${to}, is no longer listed: nothing changes for them`;
  if (from > date) return `${what}, which was to be held from ${from} on, is not taken after all`;
  const until = to === undefined ? '' : `, held until ${to},`;
  return `${what}${until} is given back: calls to it no longer connect`;
}

function blockedText({ before, after }: Extract<Effect, { code: 'blocked-callers' }>): string {
  if (before === after) return `other numbers than before find the line busy, ${after} as before`;
  if (after === 0) return `none finds the line busy any more for its number, was ${before}`;
  return `${count(after, 'number')} ${after === 1 ? 'finds' : 'find'} the line busy, ${before === 0 ? 'none before' : `was ${before}`}`;
}

const HEARD_AT: Record<Moment, string> = {
  outsideHours: 'outside of the hours',
  holiday: 'on a holiday',
  suspended: 'while the numbers are suspended',
  ended: 'after the numbers have ended',
  busy: 'when all operators are busy',
};

function announcementText(
  { moment, before, after }: Extract<Effect, { code: 'announcement' }>,
  named: (name: string) => string,
): string {
  const usual = moment === 'holiday' ? 'what is said outside of the hours' : 'the announcement for all';
  const shown = (sound: Announcement | undefined) => (sound ? soundText(sound, named(sound.file)) : usual);
  return `hear ${HEARD_AT[moment]} ${shown(after)}, was ${shown(before)}`;
}

/** Of a digest as much as tells two apart. */
function soundText({ digest, seconds }: Announcement, name: string): string {
  return `${name} (${digest.slice(0, 12)}, ${seconds.toFixed(1)} s)`;
}

function resumedText({ since, to }: Extract<Effect, { code: 'resumed' }>, date: LocalDate): string {
  if (to !== undefined && to < date)
    return `the suspension is taken out of a contract that ended on ${to}: nothing changes for them`;
  if (since > date) return `will not hear from ${since} on that the numbers are suspended`;
  return 'are answered again: no longer suspended';
}

/** Which limit a plan is over, and by how much. */
export function limitText({ limit, touched, of, allowed }: OverLimit): Text {
  return limit === 'percent'
    ? {
        en: `over the limit percent: ${touched} of ${of} tenants change or go, ${allowed} % may`,
        ja: `上限 percent を超えています: ${of} 社のうち ${touched} 社を変更または削除（上限 ${allowed} ％）`,
      }
    : {
        en: `over the limit tenants: ${touched} tenants change or go, ${allowed} may`,
        ja: `上限 tenants を超えています: ${touched} 社を変更または削除（上限 ${allowed} 社）`,
      };
}

/** `1,100 yen`. */
export function yen(amount: number): string {
  return `${amount.toLocaleString('en-US')} yen`;
}

/** `+550 yen`, `-220 yen`. */
export function signed(amount: number): string {
  return `${amount < 0 ? '-' : '+'}${yen(Math.abs(amount))}`;
}

/** `1 tenant`, `2 tenants`. */
export function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}

function span(days: Days): string {
  return days.to === undefined ? `from ${days.from}` : `from ${days.from} to ${days.to}`;
}

function people(amount: number): string {
  return amount === 1 ? '1 person' : `${amount} people`;
}
