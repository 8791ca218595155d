import type { ChatworkClient } from '../../chatwork/client.ts';
import { roomMarker } from '../../chatwork/marker.ts';
import { ChatworkProblem } from '../../chatwork/problem.ts';
import type { TenantId } from '../../domain/ids.ts';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import type { GatewayTenant } from '../../render/gateway.ts';
import { faxFile } from './fax.ts';
import { reportLine, roomMessage } from './report.ts';
import { findRoom } from './rooms.ts';

/** Posts one mail in its tenant's room, once: a report that is there already is not posted again. Throws Problem. */
export async function deliver(
  mail: Buffer,
  to: { tenant: TenantId; known: GatewayTenant | undefined },
  by: { client: ChatworkClient; markerSecret: string; rooms: string },
): Promise<'posted' | 'there already'> {
  const room = to.known?.room;
  if (!room) {
    throw new Problem(
      'gateway-no-room',
      same(`${to.tenant} has no Chatwork room in this release`),
      same('The report waits; release the tenant again if it does not leave within minutes.'),
    );
  }
  const marker = roomMarker(by.markerSecret, to.tenant);
  const id = await findRoom(by.client, { tenant: to.tenant, ...room, marker }, by.rooms);
  if (id === undefined) {
    throw new Problem(
      'gateway-room-missing',
      same(`no room carries the marker of ${to.tenant}`),
      same('Run apply: it makes the room.'),
    );
  }
  const message = await roomMessage(mail);
  const line = reportLine(message.id);
  if ((await by.client.messages(id)).some(({ body }) => body.includes(line))) return 'there already';
  const fax = await faxFile(mail, line);
  if (fax) await by.client.uploadFile(id, fax);
  else await by.client.postMessage(id, message.body);
  return 'posted';
}

/** Whether a report that could not be posted may still be: everything but what Chatwork refuses for good. */
export function worthRetrying(error: unknown): boolean {
  return !(error instanceof ChatworkProblem) || error.code !== 'chatwork-refused';
}
