import { same, type Text } from '../domain/language.ts';
import { oneLine } from '../domain/one-line.ts';
import { Problem } from '../domain/problem.ts';
import { withoutEcho } from './echo.ts';

export type ChatworkProblemCode =
  | 'chatwork-refused'
  | 'chatwork-unauthorised'
  | 'chatwork-not-found'
  | 'chatwork-rate-limit'
  | 'chatwork-unreachable';

/** A request to Chatwork that failed. It never carries the token or what was sent. */
export class ChatworkProblem extends Problem {
  declare readonly code: ChatworkProblemCode;
  /** HTTP's status; absent where no answer came. */
  readonly status: number | undefined;
  /** Seconds to wait before the limit is lifted. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ChatworkProblemCode,
    message: Text,
    action: Text,
    facts: { status?: number; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(code, message, action, facts.cause === undefined ? {} : { cause: facts.cause });
    this.name = 'ChatworkProblem';
    this.status = facts.status;
    this.retryAfter = facts.retryAfter;
  }

  /** Whether the same request may succeed later: a gateway defers on these and bounces on the rest. */
  get temporary(): boolean {
    return this.code === 'chatwork-rate-limit' || this.code === 'chatwork-unreachable';
  }
}

/** The problem that an answer other than 2xx stands for. `what` is method and path, `sent` all that the problem must not repeat. */
export async function problemOf(what: string, response: Response, sent: string): Promise<ChatworkProblem> {
  const { status } = response;
  const said = await officialErrors(response, sent);
  const because = said === '' ? `HTTP ${status}` : `HTTP ${status}, ${said}`;
  if (status === 429) {
    return new ChatworkProblem(
      'chatwork-rate-limit',
      { en: `${what}: the limit of requests is used up`, ja: `${what}: 回数の上限に達しました` },
      { en: 'wait a few minutes, then run it again', ja: '数分待って、もう一度実行してください' },
      {
        status,
        retryAfter: secondsToReset(response),
      },
    );
  }
  if (status >= 500) {
    return new ChatworkProblem(
      'chatwork-unreachable',
      same(`${what}: ${because}`),
      {
        en: "see Chatwork's status page, then run it again",
        ja: 'Chatwork の稼働状況を見て、もう一度実行してください',
      },
      { status },
    );
  }
  if (status === 401) {
    return new ChatworkProblem(
      'chatwork-unauthorised',
      same(`${what}: ${because}`),
      {
        en: "check the API token in the stack's secrets",
        ja: 'スタックの秘密にある API トークンを確かめてください',
      },
      { status },
    );
  }
  if (status === 404) {
    return new ChatworkProblem(
      'chatwork-not-found',
      same(`${what}: ${because}`),
      {
        en: 'look whether the room still exists and our account is in it',
        ja: 'ルームがまだあり、自社のアカウントが参加しているか確かめてください',
      },
      { status },
    );
  }
  return new ChatworkProblem(
    'chatwork-refused',
    same(`${what}: ${because}`),
    {
      en: 'mend what Chatwork names, then run it again',
      ja: 'Chatwork の指摘を直して、もう一度実行してください',
    },
    { status },
  );
}

/** `{"errors":["…"]}`, made safe for one line of a terminal. */
async function officialErrors(response: Response, sent: string): Promise<string> {
  const text = await response.text().catch(() => '');
  try {
    const body = JSON.parse(text) as { errors?: unknown };
    if (!Array.isArray(body.errors)) return '';
    return oneLine(withoutEcho(body.errors.filter((e) => typeof e === 'string').join('; '), sent));
  } catch {
    return '';
  }
}

/** A room takes 10 posts in 10 s; its limit has no headers of its own. */
const ROOM_WINDOW_S = 10;

/**
 * Seconds until the limit is lifted that was met. x-ratelimit-reset is an instant in seconds and the token's: where x-ratelimit-remaining
 * says that the token has requests left, or neither is there, it was the room's.
 */
function secondsToReset(response: Response): number {
  const header = (name: string) => Number(response.headers.get(name) ?? Number.NaN);
  const reset = header('x-ratelimit-reset');
  if (header('x-ratelimit-remaining') > 0 || !Number.isFinite(reset)) return ROOM_WINDOW_S;
  return Math.max(1, Math.ceil(reset - Date.now() / 1000));
}
