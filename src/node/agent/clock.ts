import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { NodeSettings } from '../settings.ts';

/** The seconds to add to the machine's clock, as digits; empty where there is no such file, or none to add. */
export async function readClock(path: string): Promise<string> {
  const text = (await readFile(path, 'utf8').catch(() => '')).trim();
  return /^-?\d{1,12}$/.test(text) && Number(text) !== 0 ? text : '';
}

/** The report gateway, which Postfix starts with an empty environment, looks for the clock in the node's own folder. */
export async function tellGateway(
  { root, clockFile }: Pick<NodeSettings, 'root' | 'clockFile'>,
  clock: string,
): Promise<void> {
  const own = `${root}/clock`;
  if (clockFile !== own) await writeFileAtomic(own, clock, { mode: 0o644 });
}
