import type { Text } from '../domain/language.ts';
import { oneLine } from '../domain/one-line.ts';

/** Begins each line of a log that somebody has to look at; the alarm's code follows. What watches the logs looks for this word. */
export const ALARM = 'denwaban-alarm';

/** What waits for a person, by the alarm's code: how many, or which ones. Only what is not none, and no personal data. */
export type Alarms = Readonly<Record<string, number | readonly string[]>>;

/** How many of an alarm's are told one by one. */
const TOLD = 20;

/** What each code counts. docs/runbook.md says what to do. */
const COUNTED = {
  'alarms-unreadable': { en: 'not everything could be counted', ja: '数えられなかったものがある' },
  'fax-undelivered': { en: 'faxes wait for longer than is usual', ja: '届けられずに待っているFAX' },
  'report-missing': { en: 'answered calls without a report', ja: '受電報告のない応答済みの電話' },
  'report-late': { en: 'reports wait for longer than is usual', ja: '届けられずに待っている受電報告' },
  'report-returned': {
    en: 'reports came back to their sender in the last 24 hours',
    ja: '過去 24 時間に差出人へ戻った受電報告',
  },
} as const satisfies Record<string, Text>;

export type AlarmCode = keyof typeof COUNTED;

/** How many an alarm counts. */
export function alarmCount(counted: number | readonly string[] | undefined): number {
  return typeof counted === 'object' ? counted.length : (counted ?? 0);
}

/** A line for people on each alarm, for a log, a terminal or drift. A newer node's codes are shown without words. */
export function alarmLines(alarms: Alarms = {}): Text[] {
  return Object.entries(alarms).map(([code, counted]) => {
    const count = alarmCount(counted);
    const what: Text | undefined = Object.hasOwn(COUNTED, code) ? COUNTED[code as AlarmCode] : undefined;
    const which =
      typeof counted === 'object'
        ? `: ${counted
            .slice(0, TOLD)
            .map((one) => oneLine(one))
            .join('; ')}`
        : '';
    const more = which !== '' && count > TOLD ? count - TOLD : 0;
    const head = `${oneLine(code)}: ${count}`;
    return {
      en: `${head}${what ? ` (${what.en})` : ''}${which}${more > 0 ? `; and ${more} more` : ''}`,
      ja: `${head}${what ? `（${what.ja}）` : ''}${which}${more > 0 ? `; ほか ${more} 件` : ''}`,
    };
  });
}

/** A line of the log that wakes somebody. No personal data in it. */
export function alarmLogLine(code: AlarmCode, text: string): string {
  return `${ALARM} ${code}: ${text}`;
}
