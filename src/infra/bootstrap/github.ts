import type { Statement } from '../access/document.ts';
import type { CiRole } from '../names.ts';
import type { BootstrapSettings } from './settings.ts';

/** Who signs the tokens of GitHub's jobs. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** Where an apply is approved that would do something else than the reviewed plans showed. */
export function approvalEnvironment(environment: string): string {
  return `${environment}-approval`;
}

/**
 * Which jobs may take a role on. The subject is whole, without a wildcard: a job of a pull request from a fork gets no token that
 * says this repository's environment or branch. Both environments are the branch's alone; before GitHub gives a token for the second it asks its
 * reviewers: what is applied there is not what was reviewed.
 */
export function githubTrust(
  role: CiRole,
  { repository, branch, environment }: BootstrapSettings['github'],
): NonNullable<Statement['conditions']> {
  const subjects: Record<CiRole, readonly string[]> = {
    plan: [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/${branch}`],
    drift: [`repo:${repository}:ref:refs/heads/${branch}`],
    apply: [
      `repo:${repository}:environment:${environment}`,
      `repo:${repository}:environment:${approvalEnvironment(environment)}`,
    ],
  };
  return {
    StringEquals: {
      [`${GITHUB_ISSUER}:aud`]: 'sts.amazonaws.com',
      [`${GITHUB_ISSUER}:sub`]: subjects[role],
    },
  };
}
