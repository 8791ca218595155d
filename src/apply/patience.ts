/** How long and how often a node is waited for. */
export interface Patience {
  /** Seconds without a word from a node after which it counts as silent. */
  silence: number;
  /** Seconds after which also a node that talks has failed to finish. */
  limit: number;
  /** Milliseconds between two looks at a node's status. */
  poll: number;
}
