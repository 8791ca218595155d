import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealNode } from './real-node.ts';

/** What the agent places on a node. */
export const LIVE = '/var/lib/denwaban/live';

/** A mail with this header. */
export const mail = (...header: string[]) => `${header.join('\r\n')}\r\nSubject: report\r\n\r\nthe text\r\n`;

/** A mail that waits, as postqueue tells it. */
export interface Queued {
  queue_name: string;
  sender: string;
  recipients: { address: string; delay_reason?: string }[];
}

/** What waits on a node. */
export async function queueOf(node: RealNode): Promise<Queued[]> {
  const lines = (await node.exec('postqueue', '-c', `${LIVE}/postfix`, '-j')).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Queued);
}

/** Has everything that waits tried again at once. */
export const flush = (node: RealNode) => node.exec('postqueue', '-c', `${LIVE}/postfix`, '-f');

/** The header's fields, unfolded, by their names in small letters. */
export function fields(raw: string): Map<string, string[]> {
  const [header = ''] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const found = new Map<string, string[]>();
  for (const line of header.replace(/\n(?=[ \t])/g, '').split('\n')) {
    const name = line.slice(0, line.indexOf(':')).trim().toLowerCase();
    found.set(name, [...(found.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()]);
  }
  return found;
}

/** A certificate of that name, by an authority of these tests. Made by the image's own openssl. */
export async function certificate(
  node: RealNode,
  authority: string,
  name: string,
): Promise<{ key: string; cert: string }> {
  await node.exec(
    'sh',
    '-euc',
    `cd /test
     new="openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650"
     [ -e ${authority}.crt ] || $new -subj /CN=${authority} -keyout ${authority}.key -out ${authority}.crt 2>/dev/null
     $new -CA ${authority}.crt -CAkey ${authority}.key -subj /CN=${name} -addext subjectAltName=DNS:${name} \
       -addext basicConstraints=critical,CA:FALSE -keyout one.key -out one.crt 2>/dev/null
     chmod 644 one.key`,
  );
  const [key, cert] = await Promise.all(
    ['one.key', 'one.crt'].map((file) => readFile(join(node.folder, file), 'utf8')),
  );
  return { key: key ?? '', cert: cert ?? '' };
}
