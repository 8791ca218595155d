/** A machine of ours: nodes answer calls and take reports, edges let calls and phones in. */
export type MachineKind = 'node' | 'edge';
