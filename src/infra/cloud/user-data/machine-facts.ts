import type { MachineKind } from '../../../domain/machine-kind.ts';
/** What a machine is told when it starts. No secret among it: user data can be read by everything on the machine. */
export interface MachineFacts {
  name: string;
  kind: MachineKind;
  address: string;
  externalAddress: string;
  region: string;
  /** Bucket. */
  store: string;
  /** Prefix in Secrets Manager. */
  secrets: string;
  /** PEM of the key that releases are signed with. */
  publicKey: string;
  /** `<registry>/<repository>@sha256:…` */
  image: string;
  logGroup: string;
  /** The auto-scaling group, and what it waits for. */
  group: string;
  metrics: string;
}

/** What its group waits for: that it has proved itself, and that its calls have ended. */
export const HOOKS = { launch: 'converged', terminate: 'drained' } as const;
