/** Where a stack lies in AWS: `denwaban:aws` of its file. */
export interface AwsSettings {
  /** 12 digits. Nothing is done in any other account. */
  account: string;
  region: string;
  /** Letters of two or three zones; the n-th has the n-th subnet. */
  zones: readonly string[];
  /** The VPC's, a /16. */
  network: string;
  /** Networks that voice alone comes from. */
  media: readonly string[];
  machines: { node: string; edge: string };
  ami: string;
  /** The hosted zone. */
  domain: string;
  /** The e-mail address that alarms go to. */
  alarms: string;
  github: { repository: string; branch: string; environment: string };
  /** Addresses, store and keys cannot be deleted, and `destroy` refuses. */
  protect: boolean;
}

/** `denwaban:aws` as its schema allows it. */
export interface AwsConfig extends Omit<AwsSettings, 'media' | 'machines' | 'github' | 'protect'> {
  media?: readonly string[];
  machines?: { node?: string; edge?: string };
  github: { repository: string; branch?: string; environment: string };
  protect?: boolean;
}

export function buildAws(written: AwsConfig): AwsSettings {
  return {
    ...written,
    media: written.media ?? [],
    machines: { node: 't3.medium', edge: 't3.small', ...written.machines },
    github: { branch: 'main', ...written.github },
    protect: written.protect ?? true,
  };
}

/** Pulumi stacks of an environment (`<environment>.<part>`) that hold what lies in AWS, and are none of a shard. */
export const AWS_PARTS = ['bootstrap', 'cloud'] as const;

export type AwsPart = (typeof AWS_PARTS)[number];

export function isAwsPart(name: string | undefined): name is AwsPart {
  return AWS_PARTS.some((part) => part === name);
}

/** Where Pulumi's state of a stack in AWS lies: what begins the environment makes it, and every engine finds it. */
export function stateNames(stack: string, account: string): { stateBucket: string; stateKeyAlias: string } {
  return {
    stateBucket: `denwaban-${stack}-state-${account}`,
    stateKeyAlias: `alias/denwaban-${stack}-state`,
  };
}
