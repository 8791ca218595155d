import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Alarms, alarmCount } from '../../store/alarms.ts';
import type { CallBook } from '../calls/book.ts';

/** Where the values come from at the moment that they are asked for. */
export interface Measured {
  /** undefined before the first look. */
  book(): CallBook | undefined;
  alarms(): Alarms;
}

/** In seconds after a call's end. */
const DELAYS = [60, 180, 300, 600, 1_200, 1_800, 3_600, 14_400];

/** What a node tells Prometheus: counts by tenant's id and by lent number, nothing of callers and no names. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #delay: Histogram<'channel'>;

  constructor({ book, alarms }: Measured) {
    const registers = [this.#registry];
    this.#delay = new Histogram({
      name: 'denwaban_report_delay_seconds',
      help: 'From the end of a call to its report, since the agent started',
      labelNames: ['channel'],
      buckets: DELAYS,
      registers,
    });
    counted(registers, 'denwaban_calls_total', 'Calls by tenant and outcome', ['tenant', 'outcome'], () =>
      pairs(book()?.counts),
    );
    counted(
      registers,
      'denwaban_forwarded_calls_total',
      'Calls forwarded by the line of the tenant’s file (own) or by another one (other)',
      ['number', 'line'],
      () => pairs(book()?.lines),
    );
    counted(registers, 'denwaban_fax_pages_total', 'Pages of faxes received', ['tenant'], () =>
      pairs(book()?.pages),
    );
    measured(registers, 'denwaban_calls_talking', 'Calls that an operator is in', [], () => [
      [[], openCalls(book()).filter(({ ended }) => ended === undefined).length],
    ]);
    measured(
      registers,
      'denwaban_calls_awaiting_report',
      'Calls that have ended and are not reported',
      [],
      () => [
        [[], openCalls(book()).filter(({ ended, reported }) => ended !== undefined && !reported).length],
      ],
    );
    measured(registers, 'denwaban_alarms', 'What waits for a person, by the alarm’s code', ['code'], () =>
      Object.entries(alarms()).map(([code, which]) => [[code], alarmCount(which)]),
    );
  }

  /** A report came so many seconds after its call. */
  reported(channel: string, delay: number): void {
    this.#delay.observe({ channel }, delay);
  }

  /** Prometheus's text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }
}

type Values = Iterable<readonly [labels: readonly string[], value: number]>;

/** The book keeps what is counted over restarts: the counter follows it. */
function counted(
  registers: Registry[],
  name: string,
  help: string,
  labelNames: string[],
  values: () => Values,
): void {
  new Counter({
    name,
    help,
    labelNames,
    registers,
    collect() {
      follow(this, values());
    },
  });
}

function measured(
  registers: Registry[],
  name: string,
  help: string,
  labelNames: string[],
  values: () => Values,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers,
    collect() {
      follow(this, values());
    },
  });
}

function follow(metric: Counter | Gauge, values: Values): void {
  metric.reset();
  for (const [labels, value] of values) metric.labels(...labels).inc(value);
}

/** Keys of the book are what is counted, joined by a space. */
function pairs(counts: Readonly<Record<string, number>> = {}): Values {
  return Object.entries(counts).map(([key, value]) => [key.split(' '), value] as const);
}

function openCalls(book: CallBook | undefined): CallBook['open'][string][] {
  return Object.values(book?.open ?? {});
}
