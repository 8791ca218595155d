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
      const why = {
        en: `room ${room} is also that of ${first.source.file}, and each would see the other’s reports`,
        ja: `ルーム ${room} は ${first.source.file} でも使われており、互いの受電報告が見えてしまいます`,
      };
      yield at(tenant.source, path, why, {
        en: 'give each tenant a room of its own',
        ja: '契約会社ごとに別のルームにしてください',
      });
    }
  },
};
