import { isAbsolute, posix, relative } from 'node:path';
import { Problem } from '../../domain/problem.ts';
import { askGit, gitFailed } from './git.ts';

/** The line of commits that is audited: a branch's first parents. */
export interface Line {
  /** The project's folder. */
  project: string;
  /** As it is told: `main`, `HEAD`, or what was asked for. */
  branch: string;
  /** The commit at its end. */
  tip: string;
  /** The tenant folder, from the repository's top. */
  folder: string;
}

/**
 * Finds the branch: the one asked for, else main, else HEAD.
 * @param tenants the tenant folder, as the user named it
 * Problems `git-failed`, `git-shallow`, `git-ref`, `tenants-folder`.
 */
export async function openLine(
  project: string,
  { branch, tenants }: { branch?: string | undefined; tenants: string },
): Promise<Line> {
  const facts = await askGit(project, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
  if (facts === undefined)
    throw gitFailed({
      en: 'this folder is in no git repository',
      ja: 'このフォルダーは git リポジトリの中にありません',
    });
  const [shallow, prefix = ''] = facts.split('\n');
  if (shallow === 'true') {
    throw new Problem(
      'git-shallow',
      {
        en: 'this clone is shallow: its oldest commits are missing, and so is who held which number then',
        ja: 'このクローンは浅く、古いコミットがないため、当時どの番号を誰が使っていたか分かりません',
      },
      {
        en: 'run git fetch --unshallow (in GitHub Actions: fetch-depth: 0), then ask again',
        ja: 'git fetch --unshallow（GitHub Actions では fetch-depth: 0）の後、もう一度実行してください',
      },
    );
  }
  const found = await tipOf(project, branch);
  return { project, ...found, folder: folderOf(project, prefix, tenants) };
}

async function tipOf(project: string, asked: string | undefined): Promise<Pick<Line, 'branch' | 'tip'>> {
  const names = asked === undefined ? ['refs/heads/main', 'HEAD'] : [asked];
  for (const name of names) {
    const verify = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const tip = await askGit(project, verify);
    if (tip) return { branch: name.replace('refs/heads/', ''), tip };
  }
  throw new Problem(
    'git-ref',
    asked === undefined
      ? { en: 'there is no commit here yet', ja: 'まだコミットがありません' }
      : {
          en: `${JSON.stringify(asked)} is no commit here`,
          ja: `${JSON.stringify(asked)} というコミットはありません`,
        },
    asked === undefined
      ? { en: 'commit the tenant files first', ja: '先に契約会社のファイルをコミットしてください' }
      : {
          en: 'name a branch of this repository with --branch',
          ja: '--branch でこのリポジトリのブランチを指定してください',
        },
  );
}

function folderOf(project: string, prefix: string, tenants: string): string {
  const named = isAbsolute(tenants) ? relative(project, tenants) : tenants;
  const folder = posix.join(prefix, named).replace(/\/+$/, '');
  if (!folder.startsWith('..') && folder !== '.' && folder !== '') return folder;
  throw new Problem(
    'tenants-folder',
    {
      en: `“${tenants}” is no folder inside this repository`,
      ja: `“${tenants}” はこのリポジトリの中のフォルダーではありません`,
    },
    {
      en: 'name the folder of the tenant files with --tenants DIR',
      ja: '--tenants DIR で契約会社のフォルダーを指定してください',
    },
  );
}

/** Every commit of the line, newest first. */
export async function lineCommits({ project, tip }: Line): Promise<string[]> {
  const listed = await askGit(project, ['rev-list', '--first-parent', tip]);
  if (listed === undefined)
    throw gitFailed({
      en: `the commits of ${tip} cannot be listed`,
      ja: `${tip} のコミットの一覧が取れません`,
    });
  return listed.split('\n');
}

/** The committer's clock at the end of the line: seconds since 1970. */
export async function tipTime({ project, tip }: Line): Promise<number> {
  const told = await askGit(project, ['show', '--no-patch', '--format=%ct', tip]);
  if (told === undefined)
    throw gitFailed({ en: `the commit ${tip} cannot be read`, ja: `コミット ${tip} を読めません` });
  return Number(told);
}

/** Whether an earlier end of the line still lies on it: not as a side branch that was merged. */
export async function isOnLine({ project, tip }: Line, commit: string): Promise<boolean> {
  if (commit === tip) return true;
  const listed = await askGit(project, ['rev-list', '--first-parent', '--parents', `${commit}..${tip}`]);
  return listed?.split('\n').at(-1)?.split(' ')[1] === commit;
}
