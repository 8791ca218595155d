import type { Tried } from './reporter.ts';

/** Milliseconds from a failure to the next try, doubled each time: what was only passing is over soon, what is not does not keep the node busy. */
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 300_000;
/** So often may Asterisk end under a part before the part is taken for the reason. */
const ENDINGS = 3;

/** What has been tried of each part and did not go well: when it may be tried again. */
export class Attempts {
  readonly #waits = new Map<string, { until: number; wait: number }>();
  readonly #endings = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A failure after which trying again can only be for the better. */
  failed(part: Tried): void {
    const key = keyOf(part);
    const wait = Math.min((this.#waits.get(key)?.wait ?? FIRST_WAIT / 2) * 2, LONGEST_WAIT);
    this.#waits.set(key, { until: this.#now() + wait, wait });
  }

  /** Whether a part that failed is to be tried again now. */
  again(part: Tried): boolean {
    const entry = this.#waits.get(keyOf(part));
    return entry !== undefined && this.#now() >= entry.until;
  }

  /** Asterisk ended while it took these. @returns whether they are to be given up */
  ended(parts: readonly Tried[]): boolean {
    for (const part of parts) this.#endings.set(keyOf(part), (this.#endings.get(keyOf(part)) ?? 0) + 1);
    return parts.some((part) => this.endsAsterisk(part));
  }

  /** Whether Asterisk has ended too often while it took this. */
  endsAsterisk(part: Tried): boolean {
    return (this.#endings.get(keyOf(part)) ?? 0) >= ENDINGS;
  }

  /** What has gone well counts from the beginning when it fails. */
  succeeded(part: Tried): void {
    this.#waits.delete(keyOf(part));
    this.#endings.delete(keyOf(part));
  }
}

function keyOf({ name, release, generation }: Tried): string {
  return `${name} ${release} ${generation}`;
}
