import { RoomDirectory } from '../chatwork/rooms.ts';
import type { Staging } from '../plan/staging.ts';
import type { Fence } from '../store/pointer.ts';
import { openSigning } from '../store/signing.ts';
import type { ApplyContext } from './context.ts';
import { Listings } from './nodes/listings.ts';
import { NodeLooks } from './nodes/looks.ts';
import { machinesOf } from './nodes/machines.ts';
import { Notices } from './notices.ts';
import type { Progress } from './progress.ts';
import type { Session } from './session.ts';

/** Everything that the provider works with. What resources name is not staged yet: nothing is written here. */
export async function contextOf(
  session: Session,
  {
    key,
    staging,
    fence,
    progress,
    signal,
  }: { key: Uint8Array; staging: Staging; fence: Fence; progress?: Progress; signal?: AbortSignal },
): Promise<ApplyContext> {
  const { stack, home, blobs, patience, markerSecret, inTurn } = session;
  const client = session.chatwork(progress?.wait);
  const { signer, publicKey } = await openSigning(home, stack.signing);
  const machines = machinesOf(stack);
  const rooms = staging.rooms.map((room) => room.tenant);
  return {
    blobs,
    fence,
    ...machines,
    patience,
    signer,
    publicKey,
    fingerprintKey: key,
    releases: new Map(staging.parts.map(({ body, digest }) => [body.part, digest])),
    chatwork: {
      client,
      rooms: new RoomDirectory(client),
      account: stack.chatwork.account,
      markerSecret,
      looked: inTurn(rooms),
    },
    looks: new NodeLooks(blobs, machines.nodes, patience),
    listings: new Listings(blobs, publicKey),
    notices: new Notices(),
    ...(signal ? { signal } : {}),
  };
}
