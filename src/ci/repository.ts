import { Octokit } from '@octokit/rest';
import type { Text } from '../domain/language.ts';
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
      {
        en: `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set, so that GitHub cannot be asked`,
        ja: `${missing.join(' と ')} が設定されておらず、GitHub に尋ねられません`,
      },
      {
        en: 'set GITHUB_REPOSITORY to owner/name and GITHUB_TOKEN to a token that may; a job on GitHub has the first, and the second as github.token',
        ja: 'GITHUB_REPOSITORY を owner/name に、GITHUB_TOKEN を権限のあるトークンにしてください。GitHub のジョブには前者があり、後者は github.token です',
      },
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
export async function asked<T>(what: Text, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const status = (error as { status?: unknown }).status;
    const why = typeof status === 'number' ? answered(status) : unreached(error as Error);
    throw new Problem(
      'github-refused',
      { en: `${what.en}: ${why.en}`, ja: `${what.ja}: ${why.ja}` },
      {
        en: 'see that the token has the permissions that the workflow names; then run it again',
        ja: 'トークンにワークフローに書かれた権限があるか確かめて、もう一度実行してください',
      },
    );
  }
}

function answered(status: number): Text {
  const may = status === 403 || status === 404;
  return {
    en: `GitHub answered ${status}${may ? ': the token may not, or there is none' : ''}`,
    ja: `GitHub の応答は ${status} です${may ? '（権限がないか、存在しません）' : ''}`,
  };
}

function unreached({ message }: Error): Text {
  const said = oneLine(message, 100);
  return { en: `GitHub was not reached (${said})`, ja: `GitHub につながりません（${said}）` };
}
