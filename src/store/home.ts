import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from '../model/stack.ts';

/** Where a stack's own things lie on the machine of the one who applies it. */
export interface StackHome {
  folder: string;
  /** The store, where the stack keeps it in a folder. */
  store: string;
  signingKey: string;
  /** The public half, which nodes verify releases with. */
  publicKey: string;
  /** `{"name#version":"value"}`, mode 600. */
  secrets: string;
  /** The embedded engine's state. */
  state: string;
  /** Seconds that the sandbox's nodes add to the machine's clock. */
  clock: string;
}

/**
 * @param project the project's folder
 * @param name the stack's {@link Stack.home}
 */
export function stackHome(project: string, name: Stack['home']): StackHome {
  const folder = join(project, '.denwaban', name);
  return {
    folder,
    store: join(folder, 'store'),
    signingKey: join(folder, 'keys', 'release.key'),
    publicKey: join(folder, 'keys', 'release.pub'),
    secrets: join(folder, 'secrets.json'),
    state: join(folder, 'state.json'),
    clock: join(folder, 'clock'),
  };
}

/** Makes the folder, for its owner alone: keys, secrets and customers' addresses lie in it. */
export async function makeHome(home: StackHome): Promise<void> {
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
  await mkdir(join(home.folder, 'keys'), { recursive: true, mode: 0o700 });
}
