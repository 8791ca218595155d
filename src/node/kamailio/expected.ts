import { sha256 } from '../../domain/canonical.ts';
import type { Thing } from '../live/difference.ts';

/** The item that says which configuration was read. */
export const TEXT = 'configuration';

/** What one of Kamailio's places should hold, by item. */
export type Things = Map<string, Thing>;

/** The settings of the running process that can be asked for: which text it read, its modules, where it listens. */
export function expectedSettings(cfg: string): Things {
  const things: Things = new Map();
  things.set(TEXT, { does: sha256(cfg) });
  for (const [, module = ''] of cfg.matchAll(/^loadmodule "([a-z_]+)\.so"$/gm))
    things.set(`module ${module}`, { does: 'loaded' });
  for (const [, protocol = '', address = '', port = '', advertised] of cfg.matchAll(
    /^listen=(udp|tcp|tls):([0-9.]+):(\d+)(?: advertise (\S+))?$/gm,
  ))
    things.set(`listener ${protocol}:${address}:${port}`, { does: advertised ?? '-' });
  return things;
}

/** `group node` with its priority. */
export function expectedNodes(list: string): Things {
  return new Map(
    rows(list).map(([group = '', uri = '', , priority = '']) => [
      `group ${group} ${uri}`,
      { does: `priority ${priority}` },
    ]),
  );
}

/** Networks by whose they are. */
export function expectedAccess(list: string): Things {
  return new Map(
    rows(list).map(([group = '', address = '', bits = '']) => [
      `${address}/${bits} in ${group}`,
      { does: 'admitted' },
    ]),
  );
}

/** Rows of a table by key; passwords are compared and never shown. */
export function expectedTable(name: string, text: string): Things {
  return new Map(
    text
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => {
        const [key = '', , , value = ''] = line.split(':');
        return [`${name} ${key}`, tableRow(name, value)];
      }),
  );
}

/** A row as it is compared. */
export function tableRow(name: string, value: string): Thing {
  return name === 'operators' ? { does: value, shown: 'a password' } : { does: value };
}

function rows(list: string): string[][] {
  return list.split('\n').flatMap((line) => (line === '' || line.startsWith('#') ? [] : [line.split(' ')]));
}
