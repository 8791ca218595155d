import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../../store/store.ts';
import { placedFiles } from '../disk/place.ts';
import { POSTFIX_SECRETS } from '../disk/write.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/**
 * The files below `live` against the release. This does not stand in for looking at what runs; it finds what a reload or a restart
 * would bring, and the few settings that Asterisk and Postfix do not tell.
 */
export async function lookFiles(live: string, files: ReadonlyMap<string, string>): Promise<Difference[]> {
  const placed = await placedFiles(live);
  const differences: Difference[] = [];
  const found = new Map<string, string>();
  for (const path of placed) found.set(path, await readFile(join(live, path), 'utf8').catch(() => ''));
  for (const path of new Set([...files.keys(), ...placed])) {
    const want = files.get(path);
    const have = found.get(path);
    if (want === have) continue;
    const line = want === undefined || have === undefined ? 0 : firstDifference(want, have);
    const thing = (text: string | undefined): Map<string, Thing> =>
      new Map(
        text === undefined
          ? []
          : [
              [
                `file ${path}`,
                { does: text, shown: line ? `another line ${line}` : `${text.length} characters` },
              ],
            ],
      );
    differences.push(...compare(placeOf(path), thing(want), thing(have)));
  }
  return differences;
}

/** Where a file takes effect. */
export function placeOf(path: string): Place {
  if (/^asterisk\/(extensions|numbers|tenants-[^/]*|library\/[^/]*)\.conf$/.test(path)) return 'dialplan';
  if (path === 'asterisk/pjsip.conf') return 'pjsip';
  if (path === 'asterisk/queues.conf') return 'queue';
  if (path.startsWith('asterisk/')) return 'module';
  if (path === 'kamailio/dispatcher.list') return 'edge-nodes';
  if (path === 'kamailio/address.list') return 'edge-access';
  if (path.startsWith('kamailio/tables/')) return 'edge-table';
  if (path.startsWith('kamailio/')) return 'edge-setting';
  if (path.startsWith('dovecot/')) return 'mail-login';
  return /^postfix\/(main|master)\.cf$/.test(path) || POSTFIX_SECRETS.has(path) ? 'mail-setting' : 'mail-map';
}

function firstDifference(a: string, b: string): number {
  const [x, y] = [a.split('\n'), b.split('\n')];
  return x.findIndex((line, i) => line !== y[i]) + 1 || x.length + 1;
}
