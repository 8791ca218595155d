import { RoomDirectory } from '../chatwork/rooms.ts';
import type { Resource } from '../plan/resource.ts';
import type { Staging } from '../plan/staging.ts';
import { fingerprintKey } from '../store/fingerprint.ts';
import { makeHome } from '../store/home.ts';
import { takeLock } from '../store/lock.ts';
import type { Fence } from '../store/pointer.ts';
import { openSigning } from '../store/signing.ts';
import type { ApplyContext } from './context.ts';
import { denwabanProvider } from './denwaban-provider.ts';
import type { Tally } from './engines/engine.ts';
import { openEngine } from './engines/open.ts';
import type { State } from './engines/state.ts';
import { NodeLooks } from './nodes/looks.ts';
import { makeWay } from './nodes/make-way.ts';
import { Notices } from './notices.ts';
import { inSilence, type Progress, type Show } from './progress.ts';
import type { Session } from './session.ts';
import { stage } from './stage.ts';
import { tidyStore } from './tidy.ts';

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
 * Makes a stack so, under its lock. undefined: it was not approved, and nothing was done. May be interrupted at any point and
 * run again.
 */
export async function applyStack(request: ApplyRequest): Promise<ApplyOutcome | undefined> {
  const { session } = request;
  await makeHome(session.home);
  const lock = await takeLock(session.blobs, { use: 'apply', stack: session.stack.name });
  try {
    const engine = await openEngine(session);
    const { state } = engine;
    try {
      const key = await fingerprintKey(session.blobs);
      const { resources, staging } = request.desired(key);
      if (!(await request.approve(state, resources))) return undefined;
      return await (request.show ?? inSilence)(async (progress) => {
        const { signal } = request;
        const context = await contextOf(session, {
          key,
          staging,
          fence: lock.held,
          progress,
          ...(signal ? { signal } : {}),
        });
        await stage(session.blobs, staging, context);
        sayUnreadable(state, context.notices);
        const sweep = await makeWay(context, state, resources);
        const tally = await engine.run(resources, {
          provider: denwabanProvider(context),
          check: lock.check,
          sweep,
          onStep: progress.step,
          ...(signal ? { signal } : {}),
        });
        // A silent node still has to fetch the release that empties it.
        if (resources.length === 0 && context.notices.silentNodes.length === 0) {
          await lock.held();
          await tidyStore(session.blobs);
        }
        return { tally, notices: context.notices };
      });
    } finally {
      // What is no longer ours is the other's to write.
      await lock.check().then(
        () => engine.close(),
        () => {},
      );
    }
  } finally {
    await lock.release();
  }
}

function sayUnreadable({ unreadable = 0 }: State, notices: Notices): void {
  if (unreadable === 0) return;
  const lines = unreadable === 1 ? '1 line' : `${unreadable} lines`;
  notices.say(
    `${lines} of the state's journal could not be read; what they told was looked at and made again`,
  );
}

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
  const nodes = stack.nodes.map((node) => node.name);
  const rooms = staging.rooms.map((room) => room.tenant);
  return {
    blobs,
    fence,
    nodes,
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
    looks: new NodeLooks(blobs, nodes, patience),
    notices: new Notices(),
    ...(signal ? { signal } : {}),
  };
}
