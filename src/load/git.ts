import { execa } from 'execa';
import type { Text } from '../domain/language.ts';
import { oneLine } from '../domain/one-line.ts';
import { Problem } from '../domain/problem.ts';

/** What one run of git came to. */
export interface GitRun {
  failed: boolean;
  /** `ENOENT` where git is not installed. */
  code: string | undefined;
  stdout: Uint8Array;
  /** The beginning of what git said of it on one line, with a colon before; empty for nothing. */
  said: string;
}

/** Runs git in a folder; a failure is a result. */
export async function git(
  folder: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<GitRun> {
  const done = await execa('git', args, {
    cwd: folder,
    encoding: 'buffer',
    input: `${input}\n`,
    reject: false,
    maxBuffer: 2 ** 30,
    env,
  });
  const said = oneLine(Buffer.from(done.stderr ?? new Uint8Array()).toString(), 200);
  return {
    failed: done.failed,
    code: done.code,
    stdout: done.stdout ?? new Uint8Array(),
    said: said === '' ? '' : `: ${said}`,
  };
}

/** Problem `git-failed`. */
export function gitFailed(why: Text): Problem {
  return new Problem('git-failed', why, {
    en: 'see that this is a git repository with its whole history',
    ja: '履歴がすべてある git リポジトリか確かめてください',
  });
}
