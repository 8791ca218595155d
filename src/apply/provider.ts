import type { PropertyDiff } from '../plan/diff.ts';
import type { Resource, ResourceType } from '../plan/resource.ts';

export type { PropertyDiff };

export interface Diff {
  changes: readonly PropertyDiff[];
  /** Properties that cannot be changed in place. */
  replace: boolean;
}

/** What an engine keeps of a resource that exists. */
export interface Applied<T extends ResourceType = ResourceType> {
  type: T;
  name: string;
  id: string;
  inputs: Inputs<T>;
  /** Facts found when it was made, such as a room's id. No personal data, no secret. */
  outputs: Record<string, unknown>;
}

export type Inputs<T extends ResourceType> = Extract<Resource, { type: T }>['inputs'];

/**
 * How one type of resource is made, changed, looked at and taken away; the same for every engine. Every call may be interrupted
 * at any point and repeated: what is half done is found and finished, never done twice.
 */
export interface ResourceHandler<T extends ResourceType> {
  diff(old: Inputs<T>, next: Inputs<T>): Diff;
  create(name: string, inputs: Inputs<T>): Promise<{ id: string; outputs: Record<string, unknown> }>;
  update(applied: Applied<T>, inputs: Inputs<T>): Promise<{ outputs: Record<string, unknown> }>;
  /** undefined: it is gone. `drifted`: what is live differs from `applied.inputs`, so that a plain apply has to mend it. */
  read(applied: Applied<T>): Promise<{ applied: Applied<T>; drifted: boolean } | undefined>;
  delete(applied: Applied<T>): Promise<void>;
  /** Looked at before each apply, so that a plain apply mends what was changed by hand. */
  refreshBeforeUpdate: boolean;
}

export type Provider = { [T in ResourceType]: ResourceHandler<T> };
