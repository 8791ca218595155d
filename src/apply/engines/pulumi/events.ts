import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
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
  readonly #onStep: ((step: Step, phase: 'begin' | 'end') => void) | undefined;

  constructor(onStep?: (step: Step, phase: 'begin' | 'end') => void) {
    this.#onStep = onStep;
  }

  hear(event: EngineEvent): void {
    const begun = event.resourcePreEvent && stepOf(event.resourcePreEvent.metadata);
    if (begun) this.#onStep?.(begun, 'begin');
    const ended = event.resOutputsEvent && stepOf(event.resOutputsEvent.metadata);
    if (!ended) return;
    this.tally[ended.action]++;
    this.#onStep?.(ended, 'end');
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
