import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { isRecord, parseJson } from '../../store/json.ts';
import { processRuns } from '../../store/process.ts';

/** Who holds a lock, in a file beside it. */
export interface LockOwner {
  /** Of this one holding. */
  id: string;
  pid: number;
  host: string;
  user: string;
  since: string;
  /** When the process started, in the kernel's own count: another process may have its number by now. Absent where that cannot be seen. */
  started?: string;
}

/** This process, from now on. */
export async function thisOwner(): Promise<LockOwner> {
  const started = await startOf(process.pid);
  return {
    id: randomUUID(),
    pid: process.pid,
    host: hostname(),
    user: userInfo().username,
    since: new Date().toISOString(),
    ...(started === undefined ? {} : { started }),
  };
}

export async function readOwner(path: string): Promise<LockOwner | undefined> {
  const value = parseJson(await readFile(path, 'utf8').catch(() => ''));
  return isRecord(value) && typeof value.pid === 'number' ? (value as unknown as LockOwner) : undefined;
}

/** Whether the process still runs. undefined: it is on another machine, where nobody here can tell. */
export async function isAlive(owner: LockOwner): Promise<boolean | undefined> {
  if (owner.host !== hostname()) return undefined;
  if (!processRuns(owner.pid)) return false;
  const started = await startOf(owner.pid);
  return started === undefined || owner.started === undefined || started === owner.started;
}

/** Field 22 of /proc/PID/stat, counted from behind the name, which may have blanks and brackets in it. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
}
