import { execa } from 'execa';
import type { Text } from '../../domain/language.ts';
import { oneLine } from '../../domain/one-line.ts';
import { Problem } from '../../domain/problem.ts';

/**
 * How git is asked: nobody's settings or replaced objects (`git replace`) may change what history says, and a clone that has not got
 * everything is told rather than filled from elsewhere.
 */
export const GIT_ENVIRONMENT = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
};

/** What git prints; undefined where it fails. Problem `git-failed` where there is no git. @param project the folder to run in */
export async function askGit(project: string, args: readonly string[]): Promise<string | undefined> {
  const done = await execa('git', args, {
    cwd: project,
    env: GIT_ENVIRONMENT,
    reject: false,
    stripFinalNewline: true,
    maxBuffer: 2 ** 29,
  });
  if (done.code === 'ENOENT')
    throw gitFailed({ en: 'git is not installed', ja: 'git がインストールされていません' });
  return done.failed ? undefined : done.stdout;
}

export function gitFailed(why: Text, said = ''): Problem {
  const words = oneLine(said, 200);
  const more = words === '' ? '' : `: ${words}`;
  return new Problem(
    'git-failed',
    { en: `${why.en}${more}`, ja: `${why.ja}${more}` },
    {
      en: 'see that this is a git repository with its whole history (git fsck)',
      ja: '履歴がすべてある git リポジトリか確かめてください（git fsck）',
    },
  );
}

/** The bytes that git prints, as they come. Ends with Problem `git-failed` where git does. */
export async function* streamGit(
  project: string,
  args: readonly string[],
  input?: string,
): AsyncGenerator<Uint8Array> {
  const running = execa('git', args, {
    cwd: project,
    env: GIT_ENVIRONMENT,
    reject: false,
    encoding: 'buffer',
    buffer: { stdout: false },
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  try {
    yield* running.stdout as AsyncIterable<Uint8Array>;
    const done = await running;
    if (done.failed)
      throw gitFailed(
        { en: `git ${args[0]} did not end well`, ja: `git ${args[0]} が失敗しました` },
        Buffer.from(done.stderr).toString(),
      );
  } finally {
    running.kill();
  }
}
