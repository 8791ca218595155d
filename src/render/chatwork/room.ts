import { digestOf } from '../../domain/canonical.ts';
import type { Stack } from '../../model/stack.ts';
import type { ChatworkReport, Tenant } from '../../model/tenant.ts';
import type { RenderedRoom, RoomObject } from '../objects.ts';
import { fill } from '../templates.ts';
import { chatwork } from '../writers/chatwork.ts';

/** A tenant's room as it is to be; the provider adds the marker by which it is found again. */
export function room(
  tenant: Tenant,
  report: ChatworkReport,
  account: Stack['chatwork']['account'],
): RenderedRoom {
  const object: RoomObject = {
    format: 1,
    tenant: tenant.id,
    name: report.room,
    description: fill('chatwork/description.txt', { name: chatwork.text(tenant.company.name) }).trimEnd(),
    members: members(report, account),
    link: report.invite,
    ...(report.roomId === undefined ? {} : { roomId: report.roomId }),
  };
  return { tenant: tenant.id, object, digest: digestOf(object) };
}

/** Our own account is an admin whatever the file says: without it no report could be posted and no member changed. */
function members(report: ChatworkReport, account: number): RoomObject['members'] {
  return [
    { accountId: account, role: 'admin' as const },
    ...report.members.filter((m) => m.accountId !== account),
  ].toSorted((a, b) => a.accountId - b.accountId);
}
