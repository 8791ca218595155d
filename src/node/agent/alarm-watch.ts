import { ALARM, type Alarms, alarmCount, alarmLines } from '../../store/alarms.ts';

/** How often it is counted, in milliseconds. */
const TURN_MS = 15_000;

/** Counts what waits for a person on this machine. Throws where that cannot be said. */
export type AlarmSource = () => Promise<Alarms>;

/** Asks everything that can raise an alarm, and logs what is new. */
export class AlarmWatch {
  readonly #sources: readonly AlarmSource[];
  readonly #log: (line: string) => void;
  readonly #now: () => number;
  #looked = Number.NEGATIVE_INFINITY;
  /** What was found last. */
  alarms: Alarms = {};

  constructor(
    sources: readonly AlarmSource[],
    log: (line: string) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#sources = sources;
    this.#log = log;
    this.#now = now;
  }

  /** Looks, where the last look is long enough ago. What cannot be counted is an alarm of its own, and hides no other. */
  async look(): Promise<void> {
    if (this.#now() - this.#looked < TURN_MS) return;
    this.#looked = this.#now();
    const counts = await Promise.all(this.#sources.map((count) => count().catch(unreadable)));
    const before = this.alarms;
    this.alarms = together(counts);
    for (const line of alarmLines(grown(before, this.alarms))) this.#log(`${ALARM} ${line.en}`);
  }
}

function unreadable(): Alarms {
  return { 'alarms-unreadable': 1 };
}

/** What is not none. */
function together(counts: readonly Alarms[]): Alarms {
  const found: Record<string, number | readonly string[]> = {};
  for (const [code, counted] of counts.flatMap((one) => Object.entries(one)))
    if (alarmCount(counted) > 0)
      found[code] = typeof counted === 'object' ? counted : counted + alarmCount(found[code]);
  return found;
}

/** What is new: of those that are named the new ones, of the others how many there are now. */
function grown(before: Alarms, now: Alarms): Alarms {
  const news = Object.entries(now).map(([code, counted]) => {
    const known = before[code];
    if (typeof counted === 'object' && typeof known === 'object')
      return [code, counted.filter((one) => !known.includes(one))] as const;
    return [code, alarmCount(counted) > alarmCount(known) ? counted : 0] as const;
  });
  return Object.fromEntries(news.filter(([, counted]) => alarmCount(counted) > 0));
}
