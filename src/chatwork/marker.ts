import { hmac } from '../domain/canonical.ts';
import type { TenantId } from '../domain/ids.ts';

/**
 * The last line of a room's description, by which a tenant's room is found again whatever its name has become. The HMAC keeps a customer,
 * who may be an admin of a room, from making a room that passes for another tenant's.
 * @param secret the value of `secret://room-marker#1`
 */
export function roomMarker(secret: string, tenant: TenantId): string {
  return `denwaban:${tenant}:${hmac(secret, tenant).slice(0, 16)}`;
}

/** A description as it is sent to Chatwork. */
export function withMarker(description: string, marker: string): string {
  return description === '' ? marker : `${description}\n${marker}`;
}

/** Whether a room's description ends with this marker. */
export function hasMarker(description: string, marker: string): boolean {
  return lastLine(description) === marker;
}

/** Where the marker is, if there is one. */
export function lastLine(description: string): string {
  return lines(description).at(-1) ?? '';
}

/** A marker, or what may be a part of one, up to the line's end. */
const MARKERS = /denwaban:.*|[0-9a-f]{16}/gi;

/**
 * A description as it may be shown: without any marker, right or wrong. Whoever reads a marker in the log of a build could make a room that
 * passes for the tenant's.
 */
export function withoutMarkers(description: string): { text: string; marked: boolean } {
  const all = lines(description);
  const shown = all.map((line) => line.replace(MARKERS, '…'));
  return {
    text: shown.filter((line) => line !== '…').join('\n'),
    marked: shown.some((line, i) => line !== all[i]),
  };
}

/** A description with its line ends as we write them: Chatwork and people's browsers may change them. */
export function normaliseDescription(description: string): string {
  return lines(description).join('\n');
}

function lines(text: string): string[] {
  return text.trimEnd().split(/\r\n|\r|\n/);
}
