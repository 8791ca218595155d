import { Octokit } from '@octokit/rest';
import { oneLine } from '../domain/one-line.ts';
import { Problem } from '../domain/problem.ts';

/** A repository on GitHub, with the right to ask it. */
export interface Repository {
  octokit: Octokit;
  owner: string;
  repo: string;
}

/**
 * The repository of a job, or of somebody's shell: `GITHUB_REPOSITORY`, `GITHUB_TOKEN` and, for a server of one's own, `GITHUB_API_URL`.
 * Problem `github-unset`.
 */
export function openRepository(env: Readonly<Record<string, string | undefined>>): Repository {
  const { GITHUB_TOKEN: auth = '', GITHUB_REPOSITORY: name = '', GITHUB_API_URL: api } = env;
  const [, owner = '', repo = ''] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (auth === '' || owner === '') {
    const missing = [auth === '' ? ['GITHUB_TOKEN'] : [], owner === '' ? ['GITHUB_REPOSITORY'] : []].flat();
    throw new Problem(
      'github-unset',
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set, so that GitHub cannot be asked`,
      'set GITHUB_REPOSITORY to owner/name and GITHUB_TOKEN to a token that may; a job on GitHub has the first, and the second as github.token',
    );
  }
  const quiet = () => {};
  const octokit = new Octokit({
    auth,
    userAgent: 'denwaban',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...(api ? { baseUrl: api } : {}),
  });
  return { octokit, owner, repo };
}

/** Asks GitHub something. Problem `github-refused`: what it answered, without anything of the request. */
export async function asked<T>(what: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const status = (error as { status?: unknown }).status;
    const why =
      typeof status === 'number'
        ? `GitHub answered ${status}${status === 403 || status === 404 ? ': the token may not, or there is none' : ''}`
        : `GitHub was not reached (${oneLine((error as Error).message, 100)})`;
    throw new Problem(
      'github-refused',
      `${what}: ${why}`,
      'see that the token has the permissions that the workflow names; then run it again',
    );
  }
}
