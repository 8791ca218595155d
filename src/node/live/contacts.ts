import type { AmiConnection } from '../ami/connection.ts';
import { noneIfRefused } from '../ami/refused.ts';
import { readConf } from '../conf/reader.ts';
import { PJSIP_DEFAULTS } from './pjsip-defaults.ts';

/** AORs that phones register at, by name, with the longest that a phone may be registered, in seconds. */
export type Aors = ReadonlyMap<string, number>;

const ROW = /^\/registrar\/contact\/(.+);@[^/]+$/;
/** Between Asterisk's reckoning and our look. */
const SLACK_S = 60;

export function aorsOf(pjsipConf: string): Aors {
  const aors = new Map<string, number>();
  for (const { name, lines } of readConf(pjsipConf)) {
    const last = (key: string): string | undefined => lines.findLast((line) => line.key === key)?.value;
    // Without a number of contacts nobody registers there: phones speak to the edges.
    if (last('type') === 'aor' && Number(last('max_contacts') ?? 0) > 0)
      aors.set(name, Number(last('maximum_expiration') ?? PJSIP_DEFAULTS.aor?.maximumexpiration));
  }
  return aors;
}

/** Whether a row of AstDB is one that Asterisk's registrar keeps, at whatever place. */
export function isRegistrarRow(path: string): boolean {
  return path.startsWith('/registrar/contact/');
}

/**
 * Whether a row can be a phone's registration: of an AOR that the stack has, and no longer than that AOR allows. Any other was put
 * there by hand, and calls would go to where it says.
 * @param now milliseconds of the machine's clock, which Asterisk reckons with
 */
export function isRegistration(path: string, value: string, aors: Aors, now: number): boolean {
  const longest = aors.get(ROW.exec(path)?.[1] ?? '');
  const expires = expiresAt(value);
  return longest !== undefined && expires !== undefined && expires <= now / 1000 + longest + SLACK_S;
}

/** What a person is told of such a row: where the phone is does not belong there. */
export function shownRegistration(value: string): string {
  const expires = expiresAt(value);
  return expires === undefined ? 'no registration' : `expires ${new Date(expires * 1000).toISOString()}`;
}

/** Seconds since 1970. */
function expiresAt(value: string): number | undefined {
  try {
    const { expiration_time: text } = JSON.parse(value) as { expiration_time?: unknown };
    // What a date can hold.
    return typeof text === 'string' && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Where phones are registered at the moment, as `aor/uri`. Another kind of contact stands in a file: its id has `@@`. */
export async function registered(ami: AmiConnection): Promise<string[]> {
  const contacts = await ami.list({ Action: 'PJSIPShowContacts' }).catch(noneIfRefused);
  return contacts.flatMap((contact) => {
    const aor = /^(.+);@/.exec(contact.get('ObjectName') ?? '')?.[1];
    return aor === undefined ? [] : [`${aor}/${contact.get('Uri')}`];
  });
}

/** The contacts of an AOR's list (`aor/uri,aor/uri`) that are no registrations, as URIs. */
export function staticContacts(aor: string, list: string, registrations: ReadonlySet<string>): string[] {
  const uris = `,${list}`.split(`,${aor}/`).slice(1);
  return uris.filter((uri) => !registrations.has(`${aor}/${uri}`));
}
