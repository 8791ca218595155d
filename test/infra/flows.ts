import { ACCESS } from './flows/access.ts';
import { DRIFT_LOOKS } from './flows/looks.ts';
import { MACHINES } from './flows/machines.ts';
import { NETWORK } from './flows/network.ts';
import type { Graph } from './graph.ts';

/** One question about what may reach what, with the one right answer. */
export interface Flow {
  name: string;
  allowed: boolean;
  ask: (graph: Graph) => boolean;
}

export const FLOWS: readonly Flow[] = [...NETWORK, ...MACHINES, ...ACCESS, ...DRIFT_LOOKS];

/** Names of the flows that a graph answers wrongly. */
export function wrong(graph: Graph, flows: readonly Flow[] = FLOWS): string[] {
  return flows.filter(({ ask, allowed }) => ask(graph) !== allowed).map(({ name }) => name);
}
