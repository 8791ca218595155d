const TOKEN_LIMIT = 300;
const TOKEN_WINDOW_S = 300;
const ROOM_LIMIT = 10;
const ROOM_WINDOW_MS = 10_000;

/** What is left to a token in its window, as the response headers say it. */
export interface Allowance {
  limit: number;
  remaining: number;
  /** Unix time in seconds at which the window ends. */
  reset: number;
  exceeded: boolean;
}

/** Chatwork's two limits: 300 requests in 5 minutes per token, 10 posts in 10 seconds per room. */
export class Limits {
  readonly #tokens = new Map<string, { used: number; reset: number }>();
  readonly #posts = new Map<number, number[]>();
  readonly #shortened: number;

  /** @param shortened how many times shorter both windows are: for tests that would take hours */
  constructor(shortened = 1) {
    this.#shortened = shortened;
  }

  /** @param now milliseconds since 1970 */
  request(token: string, now: number): Allowance {
    const seconds = Math.floor(now / 1000);
    let window = this.#tokens.get(token);
    if (window === undefined || window.reset <= seconds) {
      window = { used: 0, reset: seconds + Math.ceil(TOKEN_WINDOW_S / this.#shortened) };
      this.#tokens.set(token, window);
    }
    window.used += 1;
    return {
      limit: TOKEN_LIMIT,
      remaining: Math.max(0, TOKEN_LIMIT - window.used),
      reset: window.reset,
      exceeded: window.used > TOKEN_LIMIT,
    };
  }

  /** Whether one more post may go into a room now. */
  post(room: number, now: number): boolean {
    const recent = (this.#posts.get(room) ?? []).filter((at) => at > now - ROOM_WINDOW_MS / this.#shortened);
    const allowed = recent.length < ROOM_LIMIT;
    if (allowed) recent.push(now);
    this.#posts.set(room, recent);
    return allowed;
  }

  /** Forgets what was used, for tests. */
  reset(): void {
    this.#tokens.clear();
    this.#posts.clear();
  }
}
