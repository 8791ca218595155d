import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maskAddresses } from '../../domain/mask.ts';
import { mailProgram } from '../disk/mail-program.ts';
import { compare, type Difference, type Thing } from './difference.ts';
import { listenersOf } from './listeners.ts';

const FILES = ['main.cf', 'master.cf'] as const;
const MASTER = 'master process';

/**
 * Postfix's settings. Its processes are short-lived and read main.cf when they start, so that the file is what runs from one minute
 * to the next. That the master process runs, and listens where it should and nowhere else, is asked of the system.
 */
export async function lookMailSettings(
  live: string,
  files: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const folder = `${live}/postfix`;
  const [expected, found] = [await desiredSettings(live, files), await settingsOf(folder)];
  return [...compare('mail-setting', expected, found), ...(await lookListeners(files))];
}

/** Whether Postfix runs, and listens where master.cf says and nowhere else. */
export async function lookListeners(files: ReadonlyMap<string, string>): Promise<Difference[]> {
  const expected = listeners(files.get('postfix/master.cf') ?? '');
  const found = new Map<string, Thing>();
  const master = await masterPid();
  if (master !== undefined) {
    found.set(MASTER, { does: 'running' });
    for (const place of await listenersOf(master)) found.set(`listener ${place}`, { does: 'listening' });
  }
  return compare('mail-setting', expected, found);
}

/** Both sides are read by Postfix's own postconf: no second reader that could understand them otherwise. */
async function desiredSettings(
  live: string,
  files: ReadonlyMap<string, string>,
): Promise<Map<string, Thing>> {
  await mkdir(join(live, 'aside'), { recursive: true });
  const folder = await mkdtemp(join(live, 'aside', 'postfix-'));
  try {
    for (const name of FILES) {
      await writeFile(join(folder, name), files.get(`postfix/${name}`) ?? '');
      // Postfix waits until a file is two seconds old: somebody might be editing it.
      await utimes(join(folder, name), 0, 0);
    }
    return await settingsOf(folder, refuse);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without what is desired there is nothing to compare with; a live file that postconf cannot read is a difference in all of it. */
function refuse(problem: string): never {
  throw new Error(problem);
}

async function settingsOf(
  folder: string,
  failed: (problem: string) => void = () => {},
): Promise<Map<string, Thing>> {
  const settings = new Map<string, Thing>();
  for (const line of await postconf(folder, '-n', failed)) {
    const equals = line.indexOf('=');
    const name = line.slice(0, equals).trim();
    if (name !== 'config_directory') settings.set(`main.cf ${name}`, setting(line.slice(equals + 1).trim()));
  }
  for (const line of await postconf(folder, '-M', failed)) {
    const [service = '', type = '', ...rest] = line.split(/\s+/);
    settings.set(`master.cf ${service}/${type}`, setting(rest.join(' ')));
  }
  return settings;
}

function setting(value: string): Thing {
  return { does: value, shown: maskAddresses(value) };
}

async function postconf(folder: string, what: string, failed: (problem: string) => void): Promise<string[]> {
  const { lines, problem } = await mailProgram('postconf', ['-c', folder, what]);
  if (problem !== undefined) failed(problem);
  return lines;
}

/** `address:port` of each service of type inet. */
function listeners(masterCf: string): Map<string, Thing> {
  const found = new Map<string, Thing>([[MASTER, { does: 'running' }]]);
  for (const line of masterCf.split('\n')) {
    const [, place] = /^([0-9.]+:[0-9]+)\s+inet\s/.exec(line) ?? [];
    if (place !== undefined) found.set(`listener ${place}`, { does: 'listening' });
  }
  return found;
}

/** The process of Postfix's master, as its pid file says and /proc confirms. */
export async function masterPid(): Promise<number | undefined> {
  const pid = Number((await readFile('/var/spool/postfix/pid/master.pid', 'utf8').catch(() => '')).trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'master' ? pid : undefined;
}
