import { RoomDirectory } from '../chatwork/rooms.ts';
import { roomsInTurn } from '../chatwork/rotation.ts';
import type { Digest } from '../domain/ids.ts';
import type { Resource } from '../plan/resource.ts';
import type { Staging } from '../plan/staging.ts';
import { fingerprintKey } from '../store/fingerprint.ts';
import { makeHome } from '../store/home.ts';
import { takeLease } from '../store/lease.ts';
import { openSigning } from '../store/signing.ts';
import type { ApplyContext } from './context.ts';
import { denwabanProvider } from './denwaban-provider.ts';
import { runEmbedded, type Tally } from './engines/embedded.ts';
import { lockState } from './engines/lock.ts';
import { type State, StateFile } from './engines/state.ts';
import { NodeLooks } from './nodes/looks.ts';
import { Notices } from './notices.ts';
import { inSilence, type Progress, type Show } from './progress.ts';
import type { Session } from './session.ts';
import { stage } from './stage.ts';

export interface ApplyRequest {
  session: Session;
  /** What the stack is to be, with the store's key of fingerprints; nothing: it is taken away. */
  desired: (key: Uint8Array) => { resources: readonly Resource[]; staging: Staging };
  /** Called under the lock with what is there and what shall be, before anything is written to the store: false or a throw ends it. */
  approve: (state: State, resources: readonly Resource[]) => Promise<boolean>;
  /** Shows the progress of the work, once it is approved. */
  show?: Show;
  /** Raised to end after the running step. */
  signal?: AbortSignal;
}

export interface ApplyOutcome {
  tally: Tally;
  notices: Notices;
}

/**
 * Makes a stack so, under the lock of its state. undefined: it was not approved, and nothing was done. May be interrupted at any point and
 * run again.
 */
export async function applyStack(request: ApplyRequest): Promise<ApplyOutcome | undefined> {
  const { session } = request;
  await makeHome(session.home);
  const lock = await lockState(session.home.state);
  try {
    const state = await StateFile.open(session.home.state, session.stack.name);
    try {
      const key = await fingerprintKey(session.blobs);
      const { resources, staging } = request.desired(key);
      if (!(await request.approve(state.state, resources))) return undefined;
      lock.check();
      const lease = await takeLease(session.blobs, 'apply');
      return await (request.show ?? inSilence)(async (progress) => {
        const context = await contextOf(request, key, staging, progress);
        const tally = await runEmbedded(resources, {
          provider: denwabanProvider(context),
          state,
          check: () => {
            lock.check();
            lease.check();
          },
          onStep: progress.step,
          ...(request.signal ? { signal: request.signal } : {}),
        });
        return { tally, notices: context.notices };
      }).finally(() => lease.release());
    } finally {
      if (!lock.lost) await state.close(session.stack.name);
    }
  } finally {
    await lock.release();
  }
}

/** Stages what resources will name, and gives the provider everything it works with. */
async function contextOf(
  request: ApplyRequest,
  key: Uint8Array,
  staging: Staging,
  progress: Progress,
): Promise<ApplyContext> {
  const { stack, home, blobs, patience, markerSecret } = request.session;
  const client = request.session.chatwork(progress.wait);
  const { signer, publicKey } = await openSigning(home, stack.signing);
  const nodes = stack.nodes.map((node) => node.name);
  const releases: Map<string, Digest> = await stage(blobs, staging, { signer, fingerprintKey: key });
  const rooms = staging.rooms.map((room) => room.tenant);
  return {
    blobs,
    nodes,
    patience,
    signer,
    publicKey,
    fingerprintKey: key,
    releases,
    chatwork: {
      client,
      rooms: new RoomDirectory(client),
      account: stack.chatwork.account,
      markerSecret,
      looked: new Set(roomsInTurn(rooms, Date.now())),
    },
    looks: new NodeLooks(blobs, nodes, patience),
    notices: new Notices(),
    ...(request.signal ? { signal: request.signal } : {}),
  };
}
