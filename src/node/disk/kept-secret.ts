import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/**
 * The secret in a file of the machine's own, 48 hexadecimal characters; a new random one where there is none yet. One that is there is kept:
 * what runs may have been started with it.
 * @param pattern its first group is the secret
 */
export async function keptSecret(path: string, pattern: RegExp): Promise<string> {
  const before = await readFile(path, 'utf8').catch(() => '');
  return pattern.exec(before)?.[1] ?? randomBytes(24).toString('hex');
}
