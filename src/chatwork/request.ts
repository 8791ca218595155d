import { setTimeout as sleep } from 'node:timers/promises';
import { ChatworkProblem, problemOf } from './problem.ts';
import type { Reserve } from './reserve.ts';
import { type RetryLimits, tryAgain } from './try-again.ts';

/** How requests reach Chatwork. */
export interface ChatworkAccess extends RetryLimits {
  /** With its path: `https://api.chatwork.com/v2`. */
  api: string;
  /** Resolved for each request, and kept nowhere. */
  token: () => Promise<string>;
  /** What others shall have of the token's requests. Absent: nothing is left to anybody. */
  reserve?: Reserve;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Form = Record<string, string | number | undefined>;

const TIMEOUT_MS = 30_000;

/** One request, tried again while that is safe. Answers the body's JSON, undefined for an empty one. Throws {@link ChatworkProblem}. */
export async function request(
  access: ChatworkAccess,
  method: Method,
  path: string,
  body?: Form | FormData,
): Promise<unknown> {
  return await tryAgain(access, () => once(access, method, path, body), { repeatable: method !== 'POST' });
}

/** One request, and no second. It waits for nothing but the share that is left to others. */
export async function once(
  access: ChatworkAccess,
  method: Method,
  path: string,
  body?: Form | FormData,
): Promise<unknown> {
  const what = `${method} ${path}`;
  const pause = access.reserve?.wait(Date.now()) ?? 0;
  if (pause > 0) {
    access.onWait?.(pause);
    await sleep(pause * 1000);
  }
  const token = await access.token();
  const sent = body instanceof FormData ? body : body && encode(body);
  let response: Response;
  let text = '';
  try {
    response = await fetch(`${access.api.replace(/\/$/, '')}${path}`, {
      method,
      headers: { 'x-chatworktoken': token, accept: 'application/json' },
      ...(sent === undefined ? {} : { body: sent }),
      // Followed, a redirect would carry the token to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    access.reserve?.heard(response);
    // The time runs and the connection may break until the last byte, not only until the headers.
    if (response.ok) text = await response.text();
  } catch (error) {
    throw new ChatworkProblem(
      'chatwork-unreachable',
      {
        en: `${what}: no answer from ${access.api}${reason(error)}`,
        ja: `${what}: ${access.api} から応答がありません${reason(error)}`,
      },
      {
        en: 'check the network and the API address in the stack, then run it again',
        ja: 'ネットワークとスタックの API のアドレスを確かめて、もう一度実行してください',
      },
    );
  }
  if (!response.ok) throw await problemOf(what, response, [token, ...texts(body)].join('\n'));
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatworkProblem(
      'chatwork-unreachable',
      {
        en: `${what}: ${access.api} answers something other than JSON`,
        ja: `${what}: ${access.api} の応答が JSON ではありません`,
      },
      { en: 'check the API address in the stack', ja: 'スタックの API のアドレスを確かめてください' },
      { status: response.status },
    );
  }
}

/** Form bodies only: the API reads no query parameters. */
function encode(form: Form): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) if (value !== undefined) body.set(name, String(value));
  return body;
}

/** Everything that people have written of what is sent. */
function texts(body: Form | FormData | undefined): string[] {
  const values = body instanceof FormData ? [...body.values()] : Object.values(body ?? {});
  return values.map((value) => (value instanceof File ? value.name : String(value ?? '')));
}

/** The code of a failed connection (ECONNREFUSED …): fetch hides it in `cause`. The error itself could quote headers and is dropped. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'TimeoutError') return ` within ${TIMEOUT_MS / 1000} s`;
  const code = (error.cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? ` (${code})` : '';
}
