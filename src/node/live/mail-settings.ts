import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maskAddresses } from '../../domain/mask.ts';
import { mailProgram } from '../disk/mail-program.ts';
import { compare, type Difference, type Thing } from './difference.ts';

const FILES = ['main.cf', 'master.cf'] as const;
const MASTER = 'master process';
/** The kernel's state of a listening socket. */
const LISTEN = '0A';

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

/** Whether Postfix runs and listens exactly where master.cf says. */
export async function lookListeners(files: ReadonlyMap<string, string>): Promise<Difference[]> {
  const expected = listeners(files.get('postfix/master.cf') ?? '');
  const found = new Map<string, Thing>();
  if ((await masterPid()) !== undefined) found.set(MASTER, { does: 'running' });
  const ours = new Set([...expected.keys()].map(addressOf));
  for (const place of await rootListeners()) {
    const item = `listener ${place}`;
    if (ours.has(addressOf(item))) found.set(item, { does: 'listening' });
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

function addressOf(item: string): string | undefined {
  return /^listener (.+):\d+$/.exec(item)?.[1];
}

/** The process of Postfix's master, as its pid file says and /proc confirms. */
export async function masterPid(): Promise<number | undefined> {
  const pid = Number((await readFile('/var/spool/postfix/pid/master.pid', 'utf8').catch(() => '')).trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'master' ? pid : undefined;
}

/**
 * Where root listens, `address:port`, from the kernel's table: addresses are hexadecimal, least significant byte first. On the
 * node's own address that is Postfix's master alone, since Asterisk runs as another user; whose socket it is nobody may ask.
 */
async function rootListeners(): Promise<string[]> {
  const rows = (await readFile('/proc/net/tcp', 'utf8').catch(() => '')).split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , user] = row.trim().split(/\s+/);
    if (state !== LISTEN || user !== '0') return [];
    const [address = '', port = ''] = local.split(':');
    const bytes = (address.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16));
    return `${bytes.join('.')}:${Number.parseInt(port, 16)}`;
  });
}
