import { ALARM, type Alarms, alarmLines } from '../../store/alarms.ts';

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
    const found: Record<string, number> = {};
    for (const [code, count] of counts.flatMap(Object.entries<number>))
      if (count > 0) found[code] = (found[code] ?? 0) + count;
    const before = this.alarms;
    this.alarms = found;
    for (const [code, count] of Object.entries(found))
      if (count > (before[code] ?? 0))
        for (const line of alarmLines({ [code]: count })) this.#log(`${ALARM} ${line}`);
  }
}

function unreadable(): Alarms {
  return { 'alarms-unreadable': 1 };
}
