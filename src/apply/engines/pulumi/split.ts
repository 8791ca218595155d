import { isAwsPart } from '../../../model/aws.ts';
import type { Resource } from '../../../plan/resource.ts';

/** The Pulumi stack of what belongs to no shard: cluster and numbers. The others are `<environment>.<shard>`. */
export function mainStack(environment: string): string {
  return environment;
}

export function shardStack(environment: string, shard: string): string {
  return `${environment}.${shard}`;
}

/**
 * Which shard a Pulumi stack of an environment is of: '' for the main one, undefined where it is another environment's or holds what lies in
 * AWS. Whatever has a shard here is taken away once the table no longer has it.
 */
export function shardOfStack(environment: string, stack: string): string | undefined {
  if (stack === environment) return '';
  if (!stack.startsWith(`${environment}.`)) return undefined;
  const part = stack.slice(environment.length + 1);
  return isAwsPart(part) ? undefined : part;
}

/** Resources by Pulumi stack, the main one first; within a stack in the order given. */
export function splitByStack(environment: string, resources: readonly Resource[]): Map<string, Resource[]> {
  const shards = new Map(
    resources.flatMap((r) => (r.type === 'Tenant' ? [[r.name, r.inputs.shard] as const] : [])),
  );
  const split = new Map<string, Resource[]>([[mainStack(environment), []]]);
  for (const resource of resources) {
    const shard =
      resource.type === 'Release'
        ? resource.name
        : resource.type === 'Tenant' || resource.type === 'ChatworkRoom'
          ? shards.get(resource.name)
          : undefined;
    const stack = shard === undefined ? mainStack(environment) : shardStack(environment, shard);
    const list = split.get(stack);
    if (list) list.push(resource);
    else split.set(stack, [resource]);
  }
  return split;
}
