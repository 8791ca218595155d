import { Problem } from '../domain/problem.ts';
import type { SandboxStack } from './home.ts';
import { servicePlaces } from './place.ts';

/** A room of the Chatwork stand-in, as somebody in it sees it. */
export interface ChatRoom {
  room: string;
  roomId: number;
  messages: { body: string }[];
}

const PATIENCE_MS = 5_000;

/** Every group room, from the stand-in itself: it costs nothing of the token's rate limit. Problem `stand-in-silent` */
export async function readRooms(stack: SandboxStack): Promise<ChatRoom[]> {
  return (await control(stack, '/rooms')).json() as Promise<ChatRoom[]>;
}

/** A customer comes into a room by its invitation link. */
export async function joinRoom(stack: SandboxStack, room: number, account: number): Promise<void> {
  await control(stack, `/rooms/${room}/join`, new URLSearchParams({ account: String(account) }));
}

/** Gives the token its whole allowance again. */
export async function resetRateLimits(stack: SandboxStack): Promise<void> {
  await control(stack, '/limits/reset', new URLSearchParams());
}

async function control(stack: SandboxStack, path: string, form?: URLSearchParams): Promise<Response> {
  const { host, port } = servicePlaces(stack).chatwork;
  const url = `http://${host}:${port}/_sandbox${path}`;
  const request = {
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(form ? { method: 'POST', body: form } : {}),
  };
  try {
    const response = await fetch(url, request);
    if (response.ok) return response;
    throw new Error(`${response.status} ${await response.text()}`);
  } catch (error) {
    throw new Problem(
      'stand-in-silent',
      {
        en: `the Chatwork stand-in at ${host}:${port} does not answer as it should: ${error instanceof Error ? error.message : error}`,
        ja: `${host}:${port} の Chatwork の代役が正しく応答しません: ${error instanceof Error ? error.message : error}`,
      },
      { en: 'Run: denwaban sandbox up', ja: 'denwaban sandbox up を実行してください' },
      { cause: error },
    );
  }
}
