import type { TenantId } from '../domain/ids.ts';
import { byCodeUnit } from '../domain/order.ts';

/**
 * Rooms that are looked into at a time. A look takes one request for the listing and three a room, 91 of the 300 that the token has in 5
 * minutes; drift and an apply within the same 5 minutes 182. The gateway has the same token and takes three requests a report, which leaves
 * it 39 reports in 5 minutes, less what the apply mends, and {@link FOR_REPORTS} requests whatever the apply mends.
 */
export const ROOMS_AT_A_TIME = 30;

const WINDOW_MS = 5 * 60 * 1000;

/**
 * Which rooms have their turn to be looked into. All of them up to {@link ROOMS_AT_A_TIME}; beyond, a window that moves on every five
 * minutes, so that whoever looks regularly sees each in turn: 1,000 rooms at once would take most of an hour.
 * @param now milliseconds since 1970
 */
export function roomsInTurn<T>(rooms: readonly T[], now: number): T[] {
  if (rooms.length <= ROOMS_AT_A_TIME) return [...rooms];
  const windows = Math.ceil(rooms.length / ROOMS_AT_A_TIME);
  const start = (Math.floor(now / WINDOW_MS) % windows) * ROOMS_AT_A_TIME;
  return rooms.slice(start, start + ROOMS_AT_A_TIME);
}

/** {@link roomsInTurn} by tenant, whatever order they come in: what drift has named, an apply in the same five minutes mends. */
export function tenantsInTurn(tenants: Iterable<TenantId>, now: number): ReadonlySet<TenantId> {
  return new Set(roomsInTurn([...tenants].sort(byCodeUnit), now));
}
