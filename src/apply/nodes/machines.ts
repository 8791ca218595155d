import type { NodeName } from '../../domain/ids.ts';
import type { Stack } from '../../model/stack.ts';

/** The machines of a stack that follow its releases. */
export interface Machines {
  /** Nodes, then edges: in the order in which parts are rolled out. */
  nodes: readonly NodeName[];
  /** Those among them that are edges. */
  edges: ReadonlySet<NodeName>;
}

export function machinesOf({ nodes, edges }: Pick<Stack, 'nodes' | 'edges'>): Machines {
  return {
    nodes: [...nodes, ...edges].map(({ name }) => name),
    edges: new Set(edges.map(({ name }) => name)),
  };
}

/** The machines that a part is released to, in order. */
export function takersOf(machines: Machines, part: string): NodeName[] {
  return machines.nodes.filter((node) => takes(machines, node, part));
}

/** Whether a part is released to this machine: edges hold no tenants. */
export function takes({ edges }: Pick<Machines, 'edges'>, node: NodeName, part: string): boolean {
  return !(edges.has(node) && part.startsWith('shard-'));
}
