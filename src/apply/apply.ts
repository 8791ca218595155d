import type { NodeName } from '../domain/ids.ts';
import type { Resource } from '../plan/resource.ts';
import type { Staging } from '../plan/staging.ts';
import { fingerprintKey } from '../store/fingerprint.ts';
import { makeHome } from '../store/home.ts';
import { type Lock, takeLock } from '../store/lock.ts';
import type { ApplyContext } from './context.ts';
import { denwabanProvider } from './denwaban-provider.ts';
import type { Engine, Tally } from './engines/engine.ts';
import { openEngine } from './engines/open.ts';
import { appliedResources, type State } from './engines/state.ts';
import { type Canary, tryOnOne } from './nodes/canary.ts';
import { makeWay } from './nodes/make-way.ts';
import { tenantsToRelease } from './nodes/shard-tenants.ts';
import type { Notices } from './notices.ts';
import { contextOf } from './open-context.ts';
import { inSilence, type Progress, type Show } from './progress.ts';
import { type Approval, applyRecords } from './records.ts';
import { type Result, Results, type TenantResult } from './results.ts';
import type { Session } from './session.ts';
import { stage } from './stage.ts';
import { tidyStore } from './tidy.ts';

export interface ApplyRequest {
  session: Session;
  /** What the stack is to be, with the store's key of fingerprints; nothing: it is taken away. */
  desired: (key: Uint8Array) => { resources: readonly Resource[]; staging: Staging };
  /** Called under the lock with what is there and what shall be, before anything is written to the store: false or a throw ends it. */
  approve: (state: State, resources: readonly Resource[]) => Promise<Approval | false>;
  /** A node that has it before all others; the apply ends there. */
  canary?: NodeName;
  /** Shows the progress of the work, once it is approved. */
  show?: Show;
  /** Raised to end after the running step. */
  signal?: AbortSignal;
}

export interface ApplyOutcome {
  tally: Tally;
  notices: Notices;
  tenants: readonly TenantResult[];
  /** Set where one node alone was to have it. */
  canary?: Canary;
  /** Why it ended before everything was so. */
  failure?: unknown;
}

/**
 * Makes a stack so, under its lock. undefined: it was not approved, and nothing was done. May be interrupted at any point and
 * run again. What goes wrong once it is under way is part of the outcome; what does before is thrown.
 */
export async function applyStack(request: ApplyRequest): Promise<ApplyOutcome | undefined> {
  const { session } = request;
  await makeHome(session.home);
  const lock = await takeLock(session.blobs, { use: 'apply', stack: session.stack.name });
  try {
    const engine = await openEngine(session);
    try {
      const key = await fingerprintKey(session.blobs);
      const desired = request.desired(key);
      const approval = await request.approve(engine.state, desired.resources);
      if (!approval) return undefined;
      return await make(request, { engine, lock, key, approval, ...desired });
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

interface Approved extends ReturnType<ApplyRequest['desired']> {
  engine: Engine;
  lock: Lock;
  key: Uint8Array;
  approval: Approval;
}

async function make(
  { session, canary, show, signal }: ApplyRequest,
  approved: Approved,
): Promise<ApplyOutcome> {
  const { engine, lock, key, approval, resources, staging } = approved;
  const { state } = engine;
  // As it is now: the engine changes it.
  const before = appliedResources(state);
  const results = new Results();
  const opened: { context?: ApplyContext; canary?: Canary; released: Map<string, Result> } = {
    released: new Map(),
  };
  const work = async (progress: Progress): Promise<Tally> => {
    const context = await contextOf(session, {
      key,
      staging,
      fence: lock.held,
      progress,
      ...(signal ? { signal } : {}),
    });
    opened.context = context;
    const records = applyRecords(context, { stack: session.stack.name, approval, fence: lock.held });
    await records.begin();
    await stage(session.blobs, staging, context);
    if (canary !== undefined) {
      opened.canary = await tryOnOne(context, canary, state, resources);
      return results.tally;
    }
    opened.released = await tenantsToRelease(context, before, resources);
    sayUnreadable(state, context.notices);
    const sweep = await makeWay(context, state, resources);
    const tally = await engine.run(resources, {
      provider: denwabanProvider(context),
      check: lock.check,
      sweep,
      onStep(step, phase) {
        if (phase === 'end') results.ended(step);
        progress.step(step, phase);
      },
      onFailure: (error, resource) => results.failed(error, resource),
      ...(signal ? { signal } : {}),
    });
    // A silent node still has to fetch the release that empties it.
    if (resources.length === 0 && context.notices.silentNodes.length === 0) {
      await lock.held();
      await tidyStore(session.blobs);
    }
    await records.end();
    return tally;
  };
  const ended = await (show ?? inSilence)(work).then(
    (tally) => ({ tally, failure: undefined }),
    (failure: unknown) => ({ tally: results.tally, failure }),
  );
  if (!opened.context) throw ended.failure;
  const { released, context } = opened;
  if (canary !== undefined)
    return {
      ...ended,
      notices: context.notices,
      tenants: [],
      ...(opened.canary ? { canary: opened.canary } : {}),
    };
  const tenants = results.tenants(before, resources, { released, found: context.looks.tenants });
  return { ...ended, notices: context.notices, tenants };
}

function sayUnreadable({ unreadable = 0 }: State, notices: Notices): void {
  if (unreadable === 0) return;
  const lines = unreadable === 1 ? '1 line' : `${unreadable} lines`;
  notices.say({
    en: `${lines} of the state's journal could not be read; what they told was looked at and made again`,
    ja: `状態の記録のうち ${unreadable} 行が読めませんでした。その内容は調べ直して作り直しました`,
  });
}
