import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

/** Who reads each folder of `live` besides root: secrets and customers' addresses lie there. */
const READERS: Record<string, string> = {
  asterisk: 'asterisk',
  dovecot: 'dovecot',
  gateway: 'denwaban',
  kamailio: 'kamailio',
  postfix: 'postfix',
  sounds: 'asterisk',
};

/** Postfix's client and server of SMTP read them before they give root's rights up, and none of Postfix's other processes has to. */
export const POSTFIX_SECRETS: ReadonlySet<string> = new Set(['postfix/relay-password', 'postfix/tls.pem']);

/** Whoever hands in a mail on the node reads it; nothing of a customer is in it. */
const FOR_ALL = 'postfix/main.cf';

/** Writes one file below `live`, aside first, readable for the one process that needs it. */
export async function writePlaced(live: string, path: string, text: string | Uint8Array): Promise<void> {
  const target = `${live}/${path}`;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  const reader = POSTFIX_SECRETS.has(path) ? undefined : READERS[path.split('/')[0] ?? ''];
  if (path === FOR_ALL) await writeFileAtomic(target, bytesOf(text), { mode: 0o644 });
  else await writeReadable(target, text, reader);
}

/** Writes one file, aside first, readable for root and for one group, or for root alone. */
export async function writeReadable(
  path: string,
  text: string | Uint8Array,
  reader: string | undefined,
): Promise<void> {
  const gid = reader === undefined ? undefined : await groupId(reader);
  await writeFileAtomic(path, bytesOf(text), {
    mode: reader === undefined ? 0o600 : 0o640,
    ...(gid === undefined ? {} : { chown: { uid: 0, gid } }),
  });
}

function bytesOf(text: string | Uint8Array): string | Buffer {
  return typeof text === 'string' ? text : Buffer.from(text);
}

/** Makes a file that another program has written readable for root and for one group. */
export async function makeReadable(path: string, reader: string): Promise<void> {
  const gid = await groupId(reader);
  if (gid !== undefined) await chown(path, 0, gid);
  await chmod(path, 0o640);
}

/** Makes a folder that another user of the node writes into. */
export async function folderFor(path: string, user: string): Promise<void> {
  // The folders above are passed through by every user of the node.
  await mkdir(path, { recursive: true, mode: 0o755 });
  const gid = await groupId(user);
  if (gid !== undefined) await chown(path, 0, gid);
  await chmod(path, 0o770);
}

/** undefined where there is no such group: outside of the image. */
async function groupId(name: string): Promise<number | undefined> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const line = groups.split('\n').find((l) => l.startsWith(`${name}:`));
  return line === undefined ? undefined : Number(line.split(':')[2]);
}
