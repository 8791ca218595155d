import { stateNames } from '../model/aws.ts';

/** Names that one part gives and another uses. From the stack's, a node's or a secret's name; never from a company's. */
export interface InfraNames {
  stateBucket: string;
  stateKeyAlias: string;
  signingAlias: string;
  storeKeyAlias: string;
  secretsKeyAlias: string;
  /** Prefix of the names in Secrets Manager: `<prefix>/<name>`. */
  secrets: string;
  /** ARNs of the roles that GitHub's jobs take on. */
  roles: Readonly<Record<CiRole, string>>;
  /** The boundary of every role that apply makes. */
  boundary: string;
  /** Path of those roles. */
  machinePath: string;
  logs: string;
}

export type CiRole = 'plan' | 'drift' | 'apply';

/** Path of the roles of GitHub's jobs: apply may not touch it. */
export const CI_PATH = '/denwaban/ci/';

export function infraNames(stack: string, account: string): InfraNames {
  const iam = `arn:aws:iam::${account}`;
  const role = (what: CiRole) => `${iam}:role${CI_PATH}${ciRoleName(stack, what)}`;
  return {
    ...stateNames(stack, account),
    signingAlias: `alias/denwaban-${stack}-signing`,
    storeKeyAlias: `alias/denwaban-${stack}-store`,
    secretsKeyAlias: `alias/denwaban-${stack}-secrets`,
    secrets: `denwaban/${stack}`,
    roles: { plan: role('plan'), drift: role('drift'), apply: role('apply') },
    boundary: `${iam}:policy${CI_PATH}denwaban-${stack}-machine`,
    machinePath: `/denwaban/${stack}/`,
    logs: `/denwaban/${stack}`,
  };
}

export function ciRoleName(stack: string, role: CiRole): string {
  return `denwaban-${stack}-${role}`;
}
