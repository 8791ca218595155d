import type { Statement } from '../access/document.ts';
import type { CiRole } from '../names.ts';
import type { BootstrapSettings } from './settings.ts';

/** Who signs the tokens of GitHub's jobs. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/**
 * Which jobs may take a role on. The subject is whole, without a wildcard: a job of a pull request from a fork gets no token that
 * says this repository's environment or branch, and GitHub asks the environment's reviewers before it gives one for apply.
 */
export function githubTrust(
  role: CiRole,
  { repository, branch, environment }: BootstrapSettings['github'],
): NonNullable<Statement['conditions']> {
  const subjects: Record<CiRole, readonly string[]> = {
    plan: [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/${branch}`],
    drift: [`repo:${repository}:ref:refs/heads/${branch}`],
    apply: [`repo:${repository}:environment:${environment}`],
  };
  return {
    StringEquals: {
      [`${GITHUB_ISSUER}:aud`]: 'sts.amazonaws.com',
      [`${GITHUB_ISSUER}:sub`]: subjects[role],
    },
  };
}
