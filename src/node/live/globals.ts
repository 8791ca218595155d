import type { AmiConnection } from '../ami/connection.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/**
 * Compares every global variable but those whose value may be any. An empty one is as good as none: nothing can take one away but a
 * restart.
 */
export async function lookGlobals(
  ami: AmiConnection,
  desired: ReadonlyMap<string, string | undefined>,
): Promise<Difference[]> {
  const found = new Map<string, Thing>();
  for (const line of await ami.command('dialplan show globals')) {
    const [, name = '', value = ''] = /^ {3}([^=]+)=(.*)$/.exec(line) ?? [];
    const known = desired.has(name) && desired.get(name) === undefined;
    if (value !== '' && !known) found.set(name, { does: value });
  }
  const expected = new Map<string, Thing>();
  for (const [name, value] of desired) if (value) expected.set(name, { does: value });
  return compare('global', expected, found, (name) => () => setGlobal(ami, name, desired.get(name) ?? ''));
}

export async function setGlobal(ami: AmiConnection, name: string, value: string): Promise<void> {
  await ami.action({ Action: 'Setvar', Variable: name, Value: value });
}
