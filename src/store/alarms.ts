import { oneLine } from '../domain/one-line.ts';

/** Begins each line of a log that somebody has to look at; the alarm's code follows. What watches the logs looks for this word. */
export const ALARM = 'denwaban-alarm';

/** How many wait for a person, by the alarm's code; only what is not none. No personal data. */
export type Alarms = Readonly<Record<string, number>>;

/** What each code counts. docs/runbook.md says what to do. */
const COUNTED = {
  'alarms-unreadable': 'not everything could be counted',
  'fax-undelivered': 'faxes wait for longer than is usual',
  'report-late': 'reports wait for longer than is usual',
  'report-returned': 'reports came back to their sender in the last 24 hours',
} as const;

export type AlarmCode = keyof typeof COUNTED;

/** A line for people on each alarm, for a log, a terminal or drift. A newer node's codes are shown without words. */
export function alarmLines(alarms: Alarms = {}): string[] {
  return Object.entries(alarms).map(([code, count]) => {
    const what = Object.hasOwn(COUNTED, code) ? ` (${COUNTED[code as AlarmCode]})` : '';
    return `${oneLine(code)}: ${count}${what}`;
  });
}

/** A line of the log that wakes somebody. No personal data in it. */
export function alarmLogLine(code: AlarmCode, text: string): string {
  return `${ALARM} ${code}: ${text}`;
}
