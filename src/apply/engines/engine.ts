import type { Resource, ResourceType } from '../../plan/resource.ts';
import type { Provider } from '../provider.ts';
import type { State } from './state.ts';

export type StepAction = 'create' | 'update' | 'mend' | 'delete' | 'none';

/** One resource, looked at and made so. */
export interface Step {
  type: ResourceType;
  name: string;
  action: StepAction;
}

/** How many resources were dealt with how. */
export type Tally = Record<StepAction, number>;

/** What an engine works with. */
export interface EngineRun {
  provider: Provider;
  /** Called before each step's work and after it. */
  onStep?: (step: Step, phase: 'begin' | 'end') => void;
  /** Told of every resource that failed, whether or not the rest goes on. */
  onFailure?: (error: unknown, resource: { type: ResourceType; name: string }) => void;
  /** Called before whatever changes something: throws where the apply must not go on. */
  check?: () => Promise<void>;
  /** Takes away what no resource is, once everything desired is there. @returns how many things */
  sweep?: () => Promise<number>;
  signal?: AbortSignal;
}

/** Who runs resources and remembers them; opened by whoever holds the lock of the stack. */
export interface Engine {
  /** What is applied. */
  readonly state: State;
  /**
   * Makes a stack so: creates and updates in the order of dependence, then deletes. May be interrupted at any point and run again. A room
   * that fails holds nobody up: the rest is done, then the first problem is thrown.
   */
  run(desired: readonly Resource[], run: EngineRun): Promise<Tally>;
  /** For the one who still holds the lock. */
  close(): Promise<void>;
}
