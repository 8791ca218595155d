import { oneLine } from '../domain/one-line.ts';

/** Begins each line of a log that somebody has to look at; the alarm's code follows. What watches the logs looks for this word. */
export const ALARM = 'denwaban-alarm';

/** What waits for a person, by the alarm's code: how many, or which ones. Only what is not none, and no personal data. */
export type Alarms = Readonly<Record<string, number | readonly string[]>>;

/** How many of an alarm's are told one by one. */
const TOLD = 20;

/** What each code counts. docs/runbook.md says what to do. */
const COUNTED = {
  'alarms-unreadable': 'not everything could be counted',
  'fax-undelivered': 'faxes wait for longer than is usual',
  'report-missing': 'answered calls without a report',
  'report-late': 'reports wait for longer than is usual',
  'report-returned': 'reports came back to their sender in the last 24 hours',
} as const;

export type AlarmCode = keyof typeof COUNTED;

/** How many an alarm counts. */
export function alarmCount(counted: number | readonly string[] | undefined): number {
  return typeof counted === 'object' ? counted.length : (counted ?? 0);
}

/** A line for people on each alarm, for a log, a terminal or drift. A newer node's codes are shown without words. */
export function alarmLines(alarms: Alarms = {}): string[] {
  return Object.entries(alarms).map(([code, counted]) => {
    const count = alarmCount(counted);
    const what = Object.hasOwn(COUNTED, code) ? ` (${COUNTED[code as AlarmCode]})` : '';
    const which =
      typeof counted === 'object'
        ? `: ${counted
            .slice(0, TOLD)
            .map((one) => oneLine(one))
            .join('; ')}`
        : '';
    const more = which !== '' && count > TOLD ? `; and ${count - TOLD} more` : '';
    return `${oneLine(code)}: ${count}${what}${which}${more}`;
  });
}

/** A line of the log that wakes somebody. No personal data in it. */
export function alarmLogLine(code: AlarmCode, text: string): string {
  return `${ALARM} ${code}: ${text}`;
}
