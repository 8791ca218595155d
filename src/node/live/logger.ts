import type { AmiConnection } from '../ami/connection.ts';
import { readConf } from '../conf/reader.ts';
import { compare, type Difference, type Thing } from './difference.ts';

const FOLDER = '/var/log/asterisk';

/**
 * Where Asterisk writes its log, and which levels. At some of them callers' numbers and tenants' names are told, and a channel can be added
 * while it runs. All of them are mended by the logger's reload, which keeps what its file names and nothing else.
 */
export async function lookLogger(ami: AmiConnection, loggerConf: string): Promise<Difference[]> {
  const expected = new Map<string, Thing>();
  for (const { name, lines } of readConf(loggerConf)) {
    if (name !== 'logfiles') continue;
    for (const { key, value } of lines)
      add(expected, key, key === 'console' ? `${value},verbose` : value.replace(/^\[.*?\]/, ''));
  }
  const found = new Map<string, Thing>();
  for (const line of await ami.command('logger show channels')) {
    const [, name = '', type, levels] =
      /^(.*?) +(Console|File|Syslog) +\S+ +(?:Enabled|Disabled) +- (.*)$/.exec(line) ?? [];
    if (levels !== undefined) add(found, type === 'Console' ? 'console' : name, levels);
  }
  return compare('module', expected, found);
}

/** Asterisk puts a file without a folder into its own, and the console always has the level verbose, of which it prints nothing. */
function add(channels: Map<string, Thing>, channel: string, levels: string): void {
  const where = /^(console$|syslog\.|\/)/.test(channel) ? channel : `${FOLDER}/${channel}`;
  const words = levels.toLowerCase().split(/[\s,]+/);
  const does = words
    .filter((word) => word !== '')
    .toSorted()
    .join(',');
  const item = `log channel ${where}`;
  channels.set(channels.has(item) ? `${item} (again)` : item, { does });
}
