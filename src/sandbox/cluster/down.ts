import { rm } from 'node:fs/promises';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { containersOf, remove } from './container.ts';

/**
 * Takes the whole sandbox away: containers, store, keys, passwords, mails, rooms. What stays are the images, which the next `up` needs.
 * @returns the containers that were there
 */
export async function sandboxDown(stack: SandboxStack, home: SandboxHome): Promise<string[]> {
  const names = await containersOf(stack.sandbox.net, 'all');
  await remove(names);
  await rm(home.folder, { recursive: true, force: true });
  return names;
}
