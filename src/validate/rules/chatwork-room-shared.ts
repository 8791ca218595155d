import type { Path } from '../../load/place.ts';
import { at, type Rule } from '../rule.ts';
import type { TenantView } from '../tenant-view.ts';

/** Everybody in a room sees every report: a room that two tenants adopt would show each the calls of the other. */
export const chatworkRoomShared: Rule = {
  code: 'chatwork-room-shared',
  severity: 'error',
  *check({ tenants }) {
    const path: Path = ['report', 'chatwork', 'roomId'];
    const holders = new Map<number, TenantView>();
    for (const tenant of tenants) {
      const room = tenant.report.chatwork?.roomId;
      if (room === undefined) continue;
      const first = holders.get(room);
      if (first === undefined) {
        holders.set(room, tenant);
        continue;
      }
      const why = `room ${room} is also that of ${first.source.file}, and each would see the other’s reports`;
      yield at(tenant.source, path, why, 'give each tenant a room of its own');
    }
  },
};
