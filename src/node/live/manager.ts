import type { AmiConnection } from '../ami/connection.ts';
import { noneIfRefused } from '../ami/refused.ts';
import { readConf } from '../conf/reader.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** What `manager show settings` says with our file, besides the address. */
const SETTINGS = {
  'Manager (AMI)': 'Yes',
  'Web Manager (AMI/HTTP)': 'No',
  'TLS Enable': 'No',
  'Display connects': 'No',
  'Timestamp events': 'No',
};

/**
 * The manager interface: who may log in, from where, to do what, and who is logged in. Whoever gets in there owns the node. Secrets are
 * not told by Asterisk; they are compared as the file alone. It is mended by its file, and who has come in meanwhile is shown out.
 */
export async function lookManager(ami: AmiConnection, managerConf: string): Promise<Difference[]> {
  const expected = expectedManager(managerConf);
  const found = new Map<string, Thing>();
  for (const [name, value] of labelled(await ami.command('manager show settings')))
    if (expected.has(settingItem(name))) found.set(settingItem(name), { does: value });
  for (const user of usersOf(await ami.command('manager show users'))) {
    const lines = await ami.command(`manager show user "${user}"`).catch(noneIfRefused);
    found.set(userItem(user), { does: liveRights(lines) });
  }
  const sessions = strangers(await ami.command('manager show connected'), expected);
  for (const { item } of sessions.values()) found.set(item, { does: 'logged in' });
  return compare('module', expected, found, (item) => {
    const session = sessions.get(item);
    return session && (() => ami.command(`manager kick session ${session.id}`));
  });
}

function expectedManager(managerConf: string): Map<string, Thing> {
  const expected = new Map<string, Thing>();
  for (const { name, lines } of readConf(managerConf)) {
    const value = (key: string): string => lines.findLast((line) => line.key === key)?.value ?? '';
    if (name !== 'general') {
      const acl = lines.filter(({ key }) => key === 'deny' || key === 'permit');
      const from = acl.map(({ key, value: to }) => `${key === 'deny' ? 'deny' : 'allow'} ${to}`);
      expected.set(userItem(name), { does: rights(value('read'), value('write'), from) });
      continue;
    }
    for (const [setting, does] of Object.entries(SETTINGS)) expected.set(settingItem(setting), { does });
    expected.set(settingItem('TCP Bindaddress'), { does: `${value('bindaddr')}:${value('port')}` });
  }
  return expected;
}

/** `  name:  value` lines. */
function labelled(lines: readonly string[]): [string, string][] {
  return lines.flatMap((line): [string, string][] => {
    const [, name = '', value = ''] = /^ +(\S.*?): *(.*?) *$/.exec(line) ?? [];
    return name === '' ? [] : [[name, value]];
  });
}

function usersOf(lines: readonly string[]): string[] {
  const first = lines.indexOf('--------') + 1;
  return first === 0 ? [] : lines.slice(first, lines.indexOf('-------------------', first));
}

function liveRights(lines: readonly string[]): string {
  const values = new Map(labelled(lines));
  const from = lines.flatMap((line) => {
    const [, sense, to] = /^ *\d+: *(deny|allow) - (\S+)/.exec(line) ?? [];
    return to === undefined ? [] : [`${sense} ${to}`];
  });
  return rights(values.get('read perm') ?? '', values.get('write perm') ?? '', from);
}

/** Asterisk tells rights in an order of its own. */
function rights(read: string, write: string, from: readonly string[]): string {
  const sorted = (list: string): string =>
    list.replace('<none>', 'none').split(',').toSorted().join(',') || 'none';
  return `read ${sorted(read)}, write ${sorted(write)}, from ${from.join(', ') || 'anywhere'}`;
}

/** Sessions of users that are not ours, by item. */
function strangers(
  lines: readonly string[],
  expected: ReadonlyMap<string, Thing>,
): Map<string, { item: string; id: string }> {
  const found = new Map<string, { item: string; id: string }>();
  for (const line of lines) {
    const [, user = '', address = '', id = ''] =
      /^ {2}(.+?) +([0-9a-f.:]+) +\d+ +\d+ +(\d+) +\d+ +\d{10} +\d{10} *$/.exec(line) ?? [];
    if (user === '' || expected.has(userItem(user))) continue;
    const item = `manager session ${id} of ${user} from ${address}`;
    found.set(item, { item, id });
  }
  return found;
}

function userItem(user: string): string {
  return `manager user ${user}`;
}

function settingItem(name: string): string {
  return `manager setting ${name}`;
}
