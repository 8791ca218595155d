import type { PageData } from '../../src/audit/page/page-data.ts';
import { DAY, timeOf } from './days.ts';

const YEAR = 365 * DAY;
/** Years before and after the day of the page beyond which a day is taken for a slip of the pen, and not drawn. */
const BACK = 50;
const AHEAD = 10;

/** All time in which something was, and a little more on both sides. */
export function wholeOf({ day, source, numbers }: PageData): [number, number] {
  const now = timeOf(day);
  let begin = timeOf(source.since ?? day);
  let end = now;
  const take = (at: string | undefined) => {
    if (at === undefined) return;
    const time = timeOf(at);
    if (time < begin && time > now - BACK * YEAR) begin = time;
    if (time > end && time < now + AHEAD * YEAR) end = time;
  };
  for (const { holders, quarantines, released } of numbers) {
    for (const { from, to } of [...holders, ...quarantines]) {
      take(from);
      take(to);
    }
    for (const { on } of released) take(on);
  }
  const room = Math.max(30 * DAY, (end - begin) / 20);
  return [begin - room, end + room];
}
