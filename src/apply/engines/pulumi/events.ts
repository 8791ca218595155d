import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
import { resourceKey } from '../../../plan/diff.ts';
import type { Step, StepAction, Tally } from '../engine.ts';
import { parseUrn, typeOf } from './types.ts';

const ACTIONS: Record<string, StepAction> = {
  create: 'create',
  'create-replacement': 'create',
  import: 'create',
  update: 'update',
  delete: 'delete',
  same: 'none',
};

/** Makes steps and counts of what Pulumi's engine tells. */
export class Told {
  readonly tally: Tally = { create: 0, update: 0, mend: 0, delete: 0, none: 0 };
  readonly #created = new Set<string>();
  readonly #deleted = new Set<string>();
  readonly #leftAlone = new Set<string>();
  readonly #onStep: ((step: Step, phase: 'begin' | 'end') => void) | undefined;

  constructor(onStep?: (step: Step, phase: 'begin' | 'end') => void) {
    this.#onStep = onStep;
  }

  /** What Pulumi is about to call an update was none. */
  leftAlone(resource: Pick<Step, 'type' | 'name'>): void {
    this.#leftAlone.add(resourceKey(resource));
  }

  hear(event: EngineEvent): void {
    const begun = event.resourcePreEvent && stepOf(event.resourcePreEvent.metadata);
    if (begun) this.#onStep?.(begun, 'begin');
    const ended = event.resOutputsEvent && stepOf(event.resOutputsEvent.metadata);
    if (!ended) return;
    if (this.#leftAlone.has(resourceKey(ended))) ended.action = 'none';
    this.tally[ended.action]++;
    if (ended.action === 'create') this.#created.add(resourceKey(ended));
    if (ended.action === 'delete') this.#deleted.add(resourceKey(ended));
    this.#onStep?.(ended, 'end');
  }

  /**
   * Counts what has only moved from one of Pulumi's stacks to another as what it is: changed, or nothing.
   * @param changed whether a resource is otherwise than before
   */
  countMoves(changed: (key: string) => boolean): void {
    for (const key of this.#created) {
      if (!this.#deleted.has(key)) continue;
      this.tally.create--;
      this.tally.delete--;
      this.tally[changed(key) ? 'update' : 'none']++;
    }
  }
}

type Metadata = NonNullable<EngineEvent['resOutputsEvent']>['metadata'];

function stepOf({ op, urn, detailedDiff }: Metadata): Step | undefined {
  const { token, name } = parseUrn(urn);
  const type = typeOf(token);
  const action = ACTIONS[op];
  if (!type || !action) return undefined;
  const paths = Object.keys(detailedDiff ?? {});
  // Nothing but what is live differs: somebody's hand.
  const mends = action === 'update' && paths.length > 0 && paths.every((path) => path === 'live');
  return { type, name, action: mends ? 'mend' : action };
}
