import type { ResourceType } from '../../plan/resource.ts';

/** The name of a resource's pointers, where it is a part of the nodes. */
export function partName({ type, name }: { type: ResourceType; name: string }): string | undefined {
  if (type === 'Cluster') return 'cluster';
  if (type === 'Numbers') return 'numbers';
  return type === 'Release' ? `shard-${name}` : undefined;
}
