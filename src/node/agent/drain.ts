import { access } from 'node:fs/promises';

/** Lies in a node's own folder while it is to take no new calls. It outlives a restart: only who put it there takes it away. */
export const DRAINED_FILE = 'drained';

/** @param root the node's own folder */
export async function isDrained(root: string): Promise<boolean> {
  return await access(`${root}/${DRAINED_FILE}`).then(
    () => true,
    () => false,
  );
}
