import { readFile } from 'node:fs/promises';

/**
 * Whether a process of this machine runs. Another user's does, though we may not send it anything; one that has ended and still has its
 * number, since nobody asked how it ended, does not: the first process of many a container never asks.
 */
export async function processRuns(pid: number): Promise<boolean> {
  const [state] = await statOf(pid);
  if (state === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process of this machine started, in the kernel's own count: hundredths of a second since the machine's start. undefined where that
 * cannot be seen.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  return (await statOf(pid))[22 - 3];
}

/** The kernel's fields of a process from the third on: before them comes its name, which may have blanks and brackets in it. */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
}
