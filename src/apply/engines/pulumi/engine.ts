import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { digestOf } from '../../../domain/canonical.ts';
import { Problem } from '../../../domain/problem.ts';
import { diffValues, resourceKey } from '../../../plan/diff.ts';
import type { Resource } from '../../../plan/resource.ts';
import type { Session } from '../../session.ts';
import type { Engine, EngineRun, Tally } from '../engine.ts';
import { Failures, isTolerable } from '../failures.ts';
import type { State } from '../state.ts';
import { beforeEach } from './before-each.ts';
import { type Backend, type Checkpoint, openBackend } from './checkpoint.ts';
import { requirePulumi } from './cli.ts';
import { touchedStacks } from './differs.ts';
import { Told } from './events.ts';
import { claimForPulumi, refuseOtherEngine, releaseClaim } from './holder.ts';
import { pulumiSchema } from './schema.ts';
import { serveProvider } from './serve.ts';
import { mainStack, shardOfStack, splitByStack } from './split.ts';
import { clearStaleLocks } from './stale-lock.ts';
import { takingTurns } from './turns.ts';
import { pulumiProblem } from './words.ts';
import { openPulumiStack, removePulumiStack, type Workspace } from './workspace.ts';

/** Each stack's CLI works for some seconds on one core. */
const STACKS_AT_ONCE = Math.max(2, availableParallelism());

/** What is applied, for a look. Problem `engine-mismatch`. */
export async function readPulumi(session: Session): Promise<State> {
  await refuseOtherEngine(session);
  return stateOf(await readCheckpoints(openBackend(session.pulumi.backend), session.stack.name));
}

/** For whoever holds the lock. Problems `engine-mismatch`, `pulumi-missing`, `pulumi-locked`. */
export async function openPulumi(session: Session): Promise<Engine> {
  await refuseOtherEngine(session);
  await requirePulumi(session.stack.name);
  const backend = openBackend(session.pulumi.backend);
  // A CLI that is just ending still writes what it has done.
  await clearStaleLocks(backend, (stack) => shardOfStack(session.stack.name, stack) !== undefined);
  const checkpoints = await readCheckpoints(backend, session.stack.name);
  await claimForPulumi(session);
  const state = stateOf(checkpoints);
  return {
    state,
    run: (desired, run) => runPulumi({ session, backend, checkpoints, state }, desired, run),
    async close() {
      if ((await stacksOf(backend, session.stack.name)).length === 0) await releaseClaim(session);
    },
  };
}

/** What Pulumi holds of an environment, by stack. */
type Checkpoints = ReadonlyMap<string, Checkpoint>;

interface Opened {
  session: Session;
  backend: Backend;
  checkpoints: Checkpoints;
  state: State;
}

async function stacksOf(backend: Backend, environment: string): Promise<string[]> {
  return (await backend.stacks()).filter((name) => shardOfStack(environment, name) !== undefined);
}

/** Every stack of an environment, read from the backend. */
export async function readCheckpoints(backend: Backend, environment: string): Promise<Checkpoints> {
  const names = await stacksOf(backend, environment);
  const read = await Promise.all(names.map(async (name) => [name, await backend.read(name)] as const));
  return new Map(read.flatMap(([name, checkpoint]) => (checkpoint ? [[name, checkpoint] as const] : [])));
}

/** All stacks of an environment as one state. Its serial is a fingerprint: Pulumi counts each stack for itself. */
export function stateOf(checkpoints: Checkpoints): State {
  const resources = new Map([...checkpoints.values()].flatMap((checkpoint) => [...checkpoint.resources]));
  if (resources.size === 0) return { serial: 0, resources };
  const digest = digestOf(
    [...resources.values()].map((applied) => [applied.type, applied.name, applied.inputs]),
  );
  return { lineage: 'pulumi', serial: Number.parseInt(digest.slice(0, 12), 16), resources };
}

/**
 * Makes an environment so through Pulumi: the main stack, then the shards that differ, several at once; shards that are no longer in the
 * table go last. Stacks in which nothing differs, in the files or live, are not run at all.
 */
async function runPulumi(
  { session, backend, checkpoints, state }: Opened,
  desired: readonly Resource[],
  run: EngineRun,
): Promise<Tally> {
  const failures = new Failures();
  /** Stacks in which a handler failed: what it threw is known better than Pulumi's words for it. */
  const explained = new Set<string>();
  const told = new Told(run.onStep);
  const fenced = beforeEach(run.provider, async () => run.check?.());
  const provider = takingTurns(fenced, (applied) => told.leftAlone(applied));
  const served = await serveProvider({
    provider: async () => provider,
    schema: JSON.stringify(pulumiSchema),
    version: '0.1.0',
    onFailure(error, { stack, type, name }) {
      explained.add(stack);
      failures.add(type, error);
      run.onFailure?.(error, { type, name });
    },
    passesOver: (error, { type }) => isTolerable(type, error),
  });
  try {
    const environment = session.stack.name;
    await backend.prepare();
    const workspace: Workspace = {
      folder: join(session.home.folder, 'pulumi-work'),
      backend: session.pulumi.backend,
      secretsProvider: session.pulumi.secretsProvider,
      providerPort: served.port,
    };
    const one = async (stack: string, resources: readonly Resource[]) => {
      try {
        const exists = checkpoints.has(stack);
        await runStack({ workspace, backend, environment, stack, exists, resources, told, run });
      } catch (error) {
        if (error instanceof Problem) failures.add(undefined, error);
        else if (!explained.has(stack)) failures.add(undefined, pulumiProblem(stack, error));
      }
    };
    const split = splitByStack(environment, desired);
    const touched = await touchedStacks(checkpoints, split, run.provider);
    for (const [stack, resources] of split) if (!touched.includes(stack)) told.tally.none += resources.length;
    const gone = [...checkpoints.keys()].filter((stack) => !split.has(stack));
    const main = mainStack(environment);
    const withoutMain = (stacks: Iterable<string>) => [...stacks].filter((stack) => stack !== main);
    const limit = pLimit(STACKS_AT_ONCE);
    const wave = async (stacks: readonly string[]) => {
      await run.check?.();
      run.signal?.throwIfAborted();
      await Promise.all(stacks.map((stack) => limit(() => one(stack, split.get(stack) ?? []))));
      failures.stopIfGrave();
    };
    if (desired.length > 0) {
      await wave([main].filter((stack) => touched.includes(stack)));
      await wave(withoutMain(touched));
      told.tally.mend += (await run.sweep?.()) ?? 0;
      await wave(gone);
    } else {
      told.tally.mend += (await run.sweep?.()) ?? 0;
      await wave(withoutMain(checkpoints.keys()));
      await wave([main].filter((stack) => checkpoints.has(stack)));
    }
    failures.finish();
    const before = state.resources;
    const after = new Map(desired.map((resource) => [resourceKey(resource), resource]));
    told.countMoves((key) => diffValues(before.get(key)?.inputs, after.get(key)?.inputs).length > 0);
    return told.tally;
  } finally {
    served.stop();
  }
}

interface StackRun {
  workspace: Workspace;
  backend: Backend;
  environment: string;
  stack: string;
  /** Already there when this run began. */
  exists: boolean;
  resources: readonly Resource[];
  told: Told;
  run: EngineRun;
}

/** Runs one stack; one without resources is destroyed and taken out of the backend. */
async function runStack({
  workspace,
  backend,
  environment,
  stack,
  exists,
  resources,
  told,
  run,
}: StackRun): Promise<void> {
  const options = {
    onEvent: (event: Parameters<Told['hear']>[0]) => told.hear(event),
    continueOnError: true,
    parallel: 8,
    ...(run.signal ? { signal: run.signal } : {}),
  };
  const { registerResources } = await import('./register.ts');
  await run.check?.();
  // A CLI that a killed apply had only just started takes its lock after we have looked first. Pulumi takes one to make a stack, too.
  await clearStaleLocks(backend, (one) => one === stack);
  const opened = await openPulumiStack(workspace, stack, exists, async () =>
    registerResources(environment, resources),
  );
  await run.check?.();
  if (resources.length > 0) {
    await opened.up(options);
    return;
  }
  await opened.destroy(options);
  await removePulumiStack(workspace, opened);
}
