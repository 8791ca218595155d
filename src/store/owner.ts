import { randomUUID } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { processRuns, processStart } from './process.ts';

/** Who holds a lock: a process, with what a person has to know to find it. */
export interface Owner {
  /** Of this one holding. */
  id: string;
  user: string;
  host: string;
  pid: number;
  since: string;
  /** The run of CI that it is part of. */
  run?: string;
  /** Where its number means something: the machine since its start, and its space of process numbers. Absent where that cannot be seen. */
  place?: string;
  /** When it started, in the kernel's own count: another process may have its number by now. Absent likewise. */
  started?: string;
}

/** This process, from now on. */
export async function thisOwner(): Promise<Owner> {
  const { place, started, run } = {
    place: await here(),
    started: await processStart(process.pid),
    run: runOfCi(),
  };
  return {
    id: randomUUID(),
    user: userInfo().username,
    host: hostname(),
    pid: process.pid,
    since: new Date().toISOString(),
    ...(run === undefined ? {} : { run }),
    ...(place === undefined ? {} : { place }),
    ...(started === undefined ? {} : { started }),
  };
}

/** Whether the process still runs. undefined: it is elsewhere, where nobody here can tell. */
export async function isAlive({ place, pid, started }: Owner): Promise<boolean | undefined> {
  if (place === undefined || place !== (await here())) return undefined;
  if (!(await processRuns(pid))) return false;
  const now = await processStart(pid);
  return started === undefined || now === undefined || now === started;
}

async function here(): Promise<string | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

function runOfCi(): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}
