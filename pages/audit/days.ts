export const DAY = 86_400_000;

/** The beginning of a day, in milliseconds; a day is a day wherever the reader is. */
export function timeOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** What was said from a commit's day until the day before another's holds on a day. */
export function within(day: string, from: string, to: string | undefined): boolean {
  return from <= day && (to === undefined || day <= to);
}
