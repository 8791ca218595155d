import { resolve } from 'node:path';
import { type ChatworkClient, chatworkClient } from '../../src/chatwork/client.ts';
import { loadStack } from '../../src/project/project.ts';
import { readRooms } from '../../src/sandbox/chat.ts';
import { sandboxStatus } from '../../src/sandbox/cluster/status.ts';
import { type CliResult, denwaban } from '../../src/sandbox/demo/cli.ts';
import { requireSandbox, type SandboxHome, type SandboxStack, sandboxHome } from '../../src/sandbox/home.ts';

/** The project's folder. */
export const PROJECT = resolve(import.meta.dirname, '..', '..');

/** The sandbox that all integration tests share; global-setup.ts starts it and takes it away. */
export async function testSandbox(): Promise<{ stack: SandboxStack; home: SandboxHome }> {
  const stack = requireSandbox(await loadStack('local'));
  return { stack, home: sandboxHome(PROJECT, stack) };
}

/** Runs denwaban as a user does, against the shared sandbox. */
export function run(...args: string[]): Promise<CliResult> {
  return denwaban(PROJECT, args);
}

/** Talks to the Chatwork stand-in with the sandbox's own token. */
export async function sandboxChatwork(): Promise<ChatworkClient> {
  const { stack } = await testSandbox();
  const token = await chatworkToken();
  return chatworkClient({ api: stack.chatwork.api, token: async () => token });
}

/** Takes all rooms away, as denwaban itself never does. */
export async function deleteRooms(): Promise<void> {
  const { stack } = await testSandbox();
  const headers = { 'x-chatworktoken': await chatworkToken() };
  const body = new URLSearchParams({ action_type: 'delete' });
  for (const { roomId } of await readRooms(stack)) {
    await fetch(`${stack.chatwork.api}/rooms/${roomId}`, { method: 'DELETE', headers, body });
  }
  if ((await readRooms(stack)).length > 0) throw new Error('rooms are still there');
}

async function chatworkToken(): Promise<string> {
  const { stack, home } = await testSandbox();
  return (await sandboxStatus(stack, home)).chatworkToken;
}
