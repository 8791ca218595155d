/** Requests in each window of the token's limit that an apply and a drift leave to reports: twenty of three requests. */
export const FOR_REPORTS = 60;

/** The limit's window, in seconds. A reset that is further away is another clock's. */
const WINDOW_S = 300;

/**
 * Holds a client back while no more of the token's requests are left than others shall have. What is left Chatwork says with each answer, and
 * counts for everybody who has the token: it is the one budget of all nodes and of whoever applies.
 */
export class Reserve {
  readonly #kept: number;
  #until = 0;

  constructor(kept: number) {
    this.#kept = kept;
  }

  /** Takes note of an answer. */
  heard({ headers }: Response): void {
    const [left, reset] = ['x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) =>
      Number(headers.get(name) ?? Number.NaN),
    );
    if (left !== undefined && reset !== undefined && left <= this.#kept) this.#until = reset;
  }

  /**
   * Whole seconds to wait before the next request; 0: none.
   * @param now milliseconds since 1970
   */
  wait(now: number): number {
    return Math.min(WINDOW_S, Math.max(0, Math.ceil(this.#until - now / 1000)));
  }
}
