import pLimit from 'p-limit';
import { resourceKey } from '../../plan/diff.ts';
import type { Resource, ResourceType } from '../../plan/resource.ts';
import type { Applied, ResourceHandler } from '../provider.ts';
import type { Session } from '../session.ts';
import type { Engine, EngineRun, Step, StepAction, Tally } from './engine.ts';
import { Failures, isTolerable } from './failures.ts';
import { StateFile } from './state.ts';

/**
 * What is made before what; deletes go the other way. Types of one rank have nothing to do with each other. Parts of the nodes take turns:
 * while one moves, all others are as they were proved.
 */
const RANKS: readonly { types: readonly ResourceType[]; atOnce: number }[] = [
  { types: ['Cluster'], atOnce: 1 },
  { types: ['Numbers'], atOnce: 1 },
  { types: ['Tenant', 'ChatworkRoom'], atOnce: 8 },
  { types: ['Release'], atOnce: 1 },
];

export interface EngineOptions extends EngineRun {
  state: StateFile;
}

/** The engine in this process, for whoever holds the lock of its state file. Problems as `readState`. */
export async function openEmbedded({ home, stack }: Session): Promise<Engine> {
  const file = await StateFile.open(home.state, stack.name);
  return {
    state: file.state,
    run: (desired, run) => runEmbedded(desired, { ...run, state: file }),
    close: () => file.close(stack.name),
  };
}

/**
 * Makes a stack so: creates and updates in the order of dependence, then deletes. State is saved after each step, so that it may be
 * interrupted at any point and run again. A room that fails holds nobody up: the rest is done, then the first problem is thrown.
 */
export async function runEmbedded(desired: readonly Resource[], options: EngineOptions): Promise<Tally> {
  const run = new Run(options);
  for (const { types, atOnce } of RANKS) {
    await run.all(
      atOnce,
      desired
        .filter((resource) => types.includes(resource.type))
        .map((resource) => () => run.settle(resource)),
    );
  }
  run.tally.mend += (await options.sweep?.()) ?? 0;
  const wanted = new Set(desired.map(resourceKey));
  const gone = [...options.state.state.resources.values()].filter(
    (applied) => !wanted.has(resourceKey(applied)),
  );
  for (const { types, atOnce } of RANKS.toReversed()) {
    await run.all(
      atOnce,
      gone.filter((applied) => types.includes(applied.type)).map((applied) => () => run.remove(applied)),
    );
  }
  run.failures.finish();
  return run.tally;
}

class Run {
  readonly tally: Tally = { create: 0, update: 0, mend: 0, delete: 0, none: 0 };
  readonly #options: EngineOptions;
  readonly failures = new Failures();

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Runs steps, so many at once; after a failure none is begun, and those under way are waited for. */
  async all(atOnce: number, steps: readonly (() => Promise<void>)[]): Promise<void> {
    const limit = pLimit(atOnce);
    let failed = false;
    const results = await Promise.allSettled(
      steps.map((step) =>
        limit(async () => {
          if (failed) return;
          try {
            await this.#options.check?.();
            this.#options.signal?.throwIfAborted();
            await step();
          } catch (error) {
            failed = true;
            throw error;
          }
        }),
      ),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async settle(resource: Resource): Promise<void> {
    await this.#tolerant(resource.type, () => this.#told(resource, () => this.#make(resource)));
  }

  async remove(applied: Applied): Promise<void> {
    const handler = this.#options.provider[applied.type] as ResourceHandler<ResourceType>;
    const { type, name } = applied;
    await this.#told(applied, () =>
      this.#step({ type, name, action: 'delete' }, async () => {
        await handler.delete(applied);
        await this.#options.state.remove(applied);
      }),
    );
  }

  async #make(resource: Resource): Promise<void> {
    const handler = this.#options.provider[resource.type] as ResourceHandler<ResourceType>;
    const before = this.#options.state.state.resources.get(resourceKey(resource));
    const { type, name, inputs } = resource;
    const seen =
      before && handler.refreshBeforeUpdate
        ? await handler.read(before)
        : before && { applied: before, drifted: false };
    const action = seen ? actionFor(handler, seen, inputs) : 'create';
    await this.#step({ type, name, action }, async () => {
      if (!seen) {
        const made = await handler.create(name, inputs);
        await this.#options.state.set({ type, name, inputs, ...made });
      } else if (action !== 'none') {
        const { outputs } = await handler.update(seen.applied, inputs);
        await this.#options.state.set({ ...seen.applied, inputs, outputs });
      }
    });
  }

  /** Calls and mail do not wait for Chatwork. Where it cannot be reached at all, the remaining rooms are not tried. */
  async #tolerant(type: ResourceType, work: () => Promise<void>): Promise<void> {
    if (type === 'ChatworkRoom' && this.failures.stopsRooms) return;
    try {
      await work();
    } catch (error) {
      if (!isTolerable(type, error)) throw error;
      this.failures.add(type, error);
    }
  }

  async #told(resource: Pick<Step, 'type' | 'name'>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.onFailure?.(error, resource);
      throw error;
    }
  }

  async #step(step: Step, work: () => Promise<void>): Promise<void> {
    this.#options.onStep?.(step, 'begin');
    await work();
    this.tally[step.action]++;
    this.#options.onStep?.(step, 'end');
  }
}

function actionFor(
  handler: ResourceHandler<ResourceType>,
  seen: { applied: Applied; drifted: boolean },
  inputs: Resource['inputs'],
): StepAction {
  if (handler.diff(seen.applied.inputs, inputs).changes.length > 0) return 'update';
  return seen.drifted ? 'mend' : 'none';
}
