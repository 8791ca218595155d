import { readStackFile } from '../../src/load/stack-folder.ts';
import { buildStack } from '../../src/model/build-stack.ts';
import type { Stack } from '../../src/model/stack.ts';
import type { Tenant } from '../../src/model/tenant.ts';
import { loadProject } from '../../src/project/project.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { render } from '../../src/render/render.ts';

/** Values for every secret that the sample stack names. */
export const SECRETS = {
  'operator-op1#1': 'operator-one',
  'operator-op2#1': 'operator-two',
  'chatwork-token#1': 'chatwork-token',
  'room-marker#1': 'room-marker',
};

/** The sample stack on a network of its own, and the sample tenants. Without edges: a node that is tried alone is called and registered at by itself. */
export async function sample(net: string): Promise<{ stack: Stack; tenants: readonly Tenant[] }> {
  const built = buildStack('local', await readStackFile('stacks', 'local'), net);
  if ('problems' in built) throw new Error(JSON.stringify(built.problems));
  return { stack: { ...built.stack, edges: [] }, tenants: (await loadProject({ stack: 'local' })).tenants };
}

/** The parts in the order in which they are released. */
export function parts(tenants: readonly Tenant[], stack: Stack): RenderedPart[] {
  const { cluster, numbers, shards } = render(tenants, stack);
  return [cluster, numbers, ...shards.values()];
}
