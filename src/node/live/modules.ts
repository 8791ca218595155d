import type { AmiConnection } from '../ami/connection.ts';
import { readConf } from '../conf/reader.ts';
import { compare, type Difference, type Thing } from './difference.ts';

/** The modules that run against modules.conf. What is built into Asterisk has no `.so`, and is always there. */
export async function lookModules(ami: AmiConnection, modulesConf: string): Promise<Difference[]> {
  const expected = new Map<string, Thing>();
  for (const { lines } of readConf(modulesConf)) {
    for (const { key, value } of lines)
      if (/^(load|preload|require)$/.test(key)) expected.set(value, { does: 'Running' });
  }
  const found = new Map<string, Thing>();
  for (const line of await ami.command('module show')) {
    const [, name = '', status = ''] = /^(\S+\.so)\s.*?\b(Not Running|Running)\s+\w+\s*$/.exec(line) ?? [];
    if (name !== '') found.set(name, { does: status });
  }
  return compare('module', expected, found, (module, kind) => () => setModule(ami, module, kind));
}

async function setModule(
  ami: AmiConnection,
  module: string,
  kind: 'missing' | 'changed' | 'unowned',
): Promise<void> {
  await ami.action({
    Action: 'ModuleLoad',
    Module: module,
    LoadType: kind === 'unowned' ? 'unload' : 'load',
  });
}
