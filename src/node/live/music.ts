import type { AmiConnection } from '../ami/connection.ts';
import { noneIfRefused } from '../ami/refused.ts';
import { readConf } from '../conf/reader.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** What callers hear who wait. Mended by the reload of its module. */
export async function lookMusic(ami: AmiConnection, musicConf: string): Promise<Difference[]> {
  const found = new Map<string, Thing>();
  let name = '';
  const told = new Map<string, string>();
  const take = () => {
    if (name !== '') found.set(itemOf(name), { does: played(told.get('Mode'), told.get('Directory')) });
    told.clear();
  };
  for (const line of await ami.command('moh show classes').catch(noneIfRefused)) {
    const [, key = '', value = ''] = /^\s*(Class|Mode|Directory): (.*)$/.exec(line) ?? [];
    if (key === 'Class') {
      take();
      name = value;
    } else if (key !== '') told.set(key, value);
  }
  take();
  const expected = new Map<string, Thing>();
  for (const section of readConf(musicConf)) {
    if (section.name === 'general') continue;
    const last = (key: string) => section.lines.findLast((line) => line.key === key)?.value;
    expected.set(itemOf(section.name), { does: played(last('mode'), last('directory')) });
  }
  return compare('module', expected, found);
}

function played(mode = '', directory = ''): string {
  return `${mode} of ${directory}`;
}

function itemOf(name: string): string {
  return `music class ${name}`;
}
