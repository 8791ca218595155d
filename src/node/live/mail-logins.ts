import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OPERATORS_FILE } from '../disk/login-hashes.ts';
import { mailProgram } from '../disk/mail-program.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** Dovecot's configuration, as the image brings it. */
const CONFIGURATION = '/opt/denwaban/dovecot.conf';
/** As the agent writes it: hands may write anything, which the file's own comparison finds. */
const LINE = /^([a-z0-9][a-z0-9-]{0,31}):.*:hash=([0-9a-f]{16})$/;
const ASK_MS = 10_000;

/**
 * Who may log in to hand reports in, asked of the Dovecot that runs: about everybody who should be able to, everybody in the file as it lies there, and
 * somebody whom nobody knows. Of each it tells the digest of the hash that it compares passwords with.
 */
export async function lookMailLogins(
  live: string,
  files: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const text = files.get(OPERATORS_FILE);
  if (text === undefined) return [];
  const expected = logins(text);
  const placed = logins(await readFile(`${live}/${OPERATORS_FILE}`, 'utf8').catch(() => ''));
  const users = new Set([...expected.keys(), ...placed.keys(), `nobody-${randomUUID().slice(0, 8)}`]);
  const found = await known([...users]);
  let again: Promise<unknown> | undefined;
  const mend = () => () => {
    again ??= beginAnew(live);
    return again;
  };
  return compare('mail-login', items(expected), items(found), mend);
}

/**
 * The file is read at each login: what else differs is another configuration than the image's. Dovecot takes that up again once nobody is connected any
 * more, which Postfix is for as long as its processes live.
 */
async function beginAnew(live: string): Promise<void> {
  await mailProgram('doveadm', ['-c', CONFIGURATION, 'reload'], ASK_MS);
  await mailProgram('postfix', ['-c', `${live}/postfix`, 'reload'], ASK_MS);
}

function logins(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const [, operator = '', proof = ''] = LINE.exec(line) ?? [];
      return operator === '' ? [] : [[operator, proof]];
    }),
  );
}

function items(found: ReadonlyMap<string, string>): Map<string, Thing> {
  return new Map([...found].map(([operator, does]) => [`login ${operator}`, { does, shown: 'a password' }]));
}

/** Whom Dovecot knows of these: a block of lines for each, `passdb: <user>` and its fields; of others it says that there is none. */
async function known(users: readonly string[]): Promise<Map<string, string>> {
  const { lines } = await mailProgram('doveadm', ['-O', 'auth', 'lookup', ...users], ASK_MS);
  const found = new Map<string, string>();
  let user: string | undefined;
  for (const line of lines) {
    user = /^passdb: (\S+)$/.exec(line)?.[1] ?? user;
    if (user === undefined) continue;
    const proof = /^\s+hash\s*: ([0-9a-f]{16})$/.exec(line)?.[1];
    if (proof !== undefined || !found.has(user)) found.set(user, proof ?? '');
  }
  return found;
}
