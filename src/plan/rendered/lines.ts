import { canonicalJson } from '../../domain/canonical.ts';
import { maskAddresses, maskBlocked } from '../../domain/mask.ts';
import { printable } from '../../domain/printable.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { RenderedRoom, RenderedTenant } from '../../render/objects.ts';

/** One line of what is rendered: as it is, for comparing, and as it may be shown. */
export interface Line {
  raw: string;
  shown: string;
}

/** Stands for a node's own facts in a rendered file: no address. */
const FACT = /(@@[A-Z_]+@@)/;

/**
 * A line of a rendered file as it may be shown: addresses masked, nothing invisible.
 * @param tenant whose line it is: of its report addresses a person's id is hidden, and not the tenant's
 */
export function shownLine(raw: string, tenant?: string): string {
  const [own = '', id, person = '', domain] =
    /^([a-z0-9-]+)(?:\+([a-z0-9-]+))?@(\S+)(?=\s|$)/.exec(raw) ?? [];
  if (id === undefined || id !== tenant) return printable(masked(raw));
  const shown = `${id}${person === '' ? '' : `+${person[0]}…`}@${domain}`;
  return printable(`${shown}${masked(raw.slice(own.length))}`);
}

function masked(text: string): string {
  return text
    .split(FACT)
    .map((piece, i) => (i % 2 === 1 ? piece : maskAddresses(piece)))
    .join('');
}

/**
 * What is rendered of a tenant beside the lines of files: the values that its calls look up, its card, its room. Of the card, which has
 * everybody's name, the greeting is shown and how many people there are; of blocked callers and of the line that forwards the last two digits;
 * of a room's people their number.
 */
export function valueLines(
  tenant: Tenant | undefined,
  rendered: RenderedTenant | undefined,
  room: RenderedRoom | undefined,
): Line[] {
  return [
    ...(tenant ? [line('greeting', tenant.company.greeting), line('roster', `${tenant.roster.length}`)] : []),
    ...Object.entries(rendered?.object.astdb ?? {}).map(([key, value]) => astdbLine(key, value)),
    ...(room ? roomLines(room) : []),
  ];
}

function astdbLine(key: string, value: string): Line {
  const raw = `${key}: ${value}`;
  if (key.startsWith('block-')) return { raw, shown: maskBlocked(key) };
  if (key.startsWith('line-')) return { raw, shown: printable(`${key}: …${value.slice(-2)}`) };
  return line(key, value);
}

function roomLines({ object: { name, description, members, link, roomId } }: RenderedRoom): Line[] {
  const roles = (['admin', 'member', 'readonly'] as const).map(
    (role) => `${members.filter((member) => member.role === role).length} ${role}`,
  );
  return [
    line('room name', name),
    ...description.split('\n').map((text) => line('room description', text)),
    { raw: `room members: ${canonicalJson(members)}`, shown: `room members: ${roles.join(', ')}` },
    line('room invitation', link ? 'yes' : 'no'),
    ...(roomId === undefined ? [] : [line('room adopted', `${roomId}`)]),
  ];
}

function line(name: string, value: string): Line {
  const raw = `${name}: ${value}`;
  return { raw, shown: shownLine(raw) };
}
