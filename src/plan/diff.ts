import type { Resource, ResourceType } from './resource.ts';

/** One property that differs, named by its path: `numbers[1].usage`, `report.channel`. */
export interface PropertyDiff {
  path: string;
  kind: 'add' | 'delete' | 'update';
}

export type Action = 'create' | 'update' | 'delete';

/** What an engine will do to one resource. */
export interface ResourceChange {
  type: ResourceType;
  name: string;
  action: Action;
  /** For an update: what differs. */
  paths: readonly PropertyDiff[];
}

/** The key by which a resource is the same one from plan to plan: renaming either part is deleting one and making another. */
export function resourceKey(resource: { type: ResourceType; name: string }): string {
  return `${resource.type}/${resource.name}`;
}

/** What differs between two lists of resources: creates and updates in the order of `after`, then deletes in that of `before`. */
export function diffResources(before: readonly Resource[], after: readonly Resource[]): ResourceChange[] {
  const old = new Map(before.map((resource) => [resourceKey(resource), resource]));
  const kept = new Set(after.map(resourceKey));
  const changes: ResourceChange[] = [];
  for (const resource of after) {
    const { type, name } = resource;
    const was = old.get(resourceKey(resource));
    const paths = was ? diffValues(was.inputs, resource.inputs) : [];
    if (!was) changes.push({ type, name, action: 'create', paths });
    else if (paths.length > 0) changes.push({ type, name, action: 'update', paths });
  }
  for (const resource of before) {
    const { type, name } = resource;
    if (!kept.has(resourceKey(resource))) changes.push({ type, name, action: 'delete', paths: [] });
  }
  return changes;
}

/** Every leaf that differs between two JSON values. */
export function diffValues(old: unknown, next: unknown, path = ''): PropertyDiff[] {
  if (Object.is(old, next)) return [];
  if (old === undefined) return [{ path, kind: 'add' }];
  if (next === undefined) return [{ path, kind: 'delete' }];
  if (Array.isArray(old) && Array.isArray(next)) {
    const length = Math.max(old.length, next.length);
    return Array.from({ length }, (_, i) => diffValues(old[i], next[i], `${path}[${i}]`)).flat();
  }
  if (isObject(old) && isObject(next)) {
    const names = new Set([...Object.keys(old), ...Object.keys(next)]);
    return [...names]
      .sort()
      .flatMap((name) => diffValues(old[name], next[name], path === '' ? name : `${path}.${name}`));
  }
  return [{ path, kind: 'update' }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
