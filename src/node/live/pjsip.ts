import { maskAddresses } from '../../domain/mask.ts';
import type { AmiConnection } from '../ami/connection.ts';
import { noneIfRefused } from '../ami/refused.ts';
import { readConf } from '../conf/reader.ts';
import { registered, staticContacts } from './contacts.ts';
import { compare, type Difference, type Thing } from './difference.ts';
import { PJSIP_DEFAULTS } from './pjsip-defaults.ts';
import { settingName, settingValue } from './pjsip-names.ts';

/** Compared, but never told. */
const SECRET = /^(password|passworddigest|md5cred|oauthsecret|refreshtoken)$/;
const CONTACT = 'contact ';
/** Only another way to say what another setting ends up as. */
const UNSEEN = new Set(['type', 'disallow']);

/** Objects by `type name`, each with its settings in one spelling. */
type Objects = Map<string, Map<string, string>>;

/**
 * Every endpoint, AOR, auth, identify and transport, and the global settings: each setting, also those that our files leave out.
 * An object that Asterisk could not load keeps its previous form or vanishes, with a log line only; here it is found.
 */
export async function lookPjsip(ami: AmiConnection, pjsipConf: string): Promise<Difference[]> {
  const [expected, live] = [expectedObjects(pjsipConf), await liveObjects(ami)];
  return compare('pjsip', things(expected, live), things(live, expected));
}

/** An object that the other side does not have is one difference, not one for each of its hundred settings. */
function things(objects: Objects, others: Objects): Map<string, Thing> {
  const found = new Map<string, Thing>();
  for (const [object, settings] of objects) {
    found.set(object, { does: 'there' });
    if (!others.has(object)) continue;
    for (const [name, value] of settings) {
      found.set(`${object} ${name}`, { does: value, ...shown(name) });
    }
  }
  return found;
}

function shown(name: string): Pick<Thing, 'shown'> {
  if (SECRET.test(name)) return { shown: '(secret)' };
  return name.startsWith(CONTACT) ? { shown: 'there' } : {};
}

/** A contact may be a person's telephone number. */
function contactName(uri: string): string {
  return `${CONTACT}${maskAddresses(uri)}`;
}

function expectedObjects(pjsipConf: string): Objects {
  const objects: Objects = new Map();
  for (const [type, name] of [
    ['global', 'global'],
    ['system', 'system'],
  ] as const) {
    objects.set(`${type} ${name}`, withDefaults(type, []));
  }
  for (const { name, lines } of readConf(pjsipConf)) {
    const type = lines.findLast((line) => line.key === 'type')?.value ?? '';
    const title = type === 'global' || type === 'system' ? type : name;
    objects.set(
      `${type} ${title}`,
      withDefaults(
        type,
        lines.map(({ key, value }) => [key, value]),
      ),
    );
  }
  return objects;
}

/** A setting that is written more than once, such as `match`, is one list. */
function withDefaults(type: string, written: [string, string][]): Map<string, string> {
  const settings = new Map<string, string>();
  for (const [name, value] of Object.entries(PJSIP_DEFAULTS[type] ?? {}))
    settings.set(name, settingValue(name, value));
  const lists = new Map<string, string[]>();
  for (const [key, value] of written) {
    if (UNSEEN.has(key)) continue;
    if (key === 'contact') {
      settings.set(contactName(value), value);
      continue;
    }
    const name = settingName(key);
    lists.set(name, name === 'match' ? [...(lists.get(name) ?? []), value] : [value]);
  }
  for (const [name, values] of lists) settings.set(name, settingValue(name, values.join(',')));
  return settings;
}

async function liveObjects(ami: AmiConnection): Promise<Objects> {
  // Before and after: a phone may come or go meanwhile.
  const before = await registered(ami);
  const [endpoints, aors, auths, identifies, transports, settings] = await Promise.all([
    ami.list({ Action: 'PJSIPShowEndpoints' }).catch(noneIfRefused),
    ami.list({ Action: 'PJSIPShowAors' }).catch(noneIfRefused),
    ami.list({ Action: 'PJSIPShowAuths' }).catch(noneIfRefused),
    ami.command('pjsip show identifies').catch(noneIfRefused),
    ami.command('pjsip show transports').catch(noneIfRefused),
    ami.command('pjsip show settings').catch(noneIfRefused),
  ]);
  const registrations = new Set([...before, ...(await registered(ami))]);
  const objects: Objects = new Map();
  const details = await Promise.all(
    endpoints.map((e) =>
      ami.list({ Action: 'PJSIPShowEndpoint', Endpoint: e.get('ObjectName') ?? '' }).catch(noneIfRefused),
    ),
  );
  const own = details.flat().filter((message) => message.get('ObjectType') === 'endpoint');
  for (const message of [...own, ...aors, ...auths]) {
    const type = message.get('ObjectType') ?? '';
    const name = message.get('ObjectName') ?? '';
    const settings = known(type, message.entries());
    const contacts = type === 'aor' ? (message.get('Contacts') ?? '') : '';
    for (const uri of staticContacts(name, contacts, registrations)) settings.set(contactName(uri), uri);
    objects.set(`${type} ${name}`, settings);
  }
  for (const [type, names] of [
    ['identify', listed(identifies, /^ Identify: {2}(\S+?)\/\S+\s*$/)],
    ['transport', listed(transports, /^Transport: {2}(\S+)\s/)],
  ] as const) {
    for (const name of names) {
      objects.set(
        `${type} ${name}`,
        known(type, parameters(await ami.command(`pjsip show ${type} ${name}`).catch(noneIfRefused))),
      );
    }
  }
  const all = parameters(settings);
  if (all.length > 0) {
    objects.set('global global', known('global', all));
    objects.set('system system', known('system', all));
  }
  return objects;
}

/** The settings that the table of defaults knows, or that a release may set: the rest is what happens at the moment, such as contacts. */
function known(type: string, entries: readonly [string, string][]): Map<string, string> {
  const defaults = PJSIP_DEFAULTS[type] ?? {};
  const settings = new Map<string, string>();
  for (const [key, value] of entries) {
    const name = settingName(key);
    if (!(name in defaults || (type === 'global' && name === 'useragent'))) continue;
    // A line for each of several addresses.
    const before = name === 'match' ? settings.get(name) : undefined;
    settings.set(name, settingValue(name, before === undefined ? value : `${before},${value}`));
  }
  return settings;
}

function parameters(lines: readonly string[]): [string, string][] {
  return lines.flatMap((line): [string, string][] => {
    const [, name = '', value = ''] = /^ (\S+)\s+: ?(.*)$/.exec(line) ?? [];
    return name === '' || name === 'ParameterName' ? [] : [[name, value]];
  });
}

function listed(lines: readonly string[], pattern: RegExp): string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).filter((name) => !name.startsWith('<'));
}
