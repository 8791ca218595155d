import { ExecaError, execa } from 'execa';
import { same } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';

/** Marks every container of a sandbox with its network. */
export const SANDBOX_LABEL = 'denwaban.sandbox';
/** Digest of all that a container was started with: another one means that it has to be started anew. */
export const CONFIG_LABEL = 'denwaban.config';
/** Digest of the context that an image was built from. */
export const CONTEXT_LABEL = 'denwaban.context';

/**
 * Runs docker and gives what it prints.
 * @param options.line called with each line while it runs
 * @throws {Problem} docker-missing, docker-not-running, docker-not-allowed, docker-failed
 */
export async function docker(
  args: readonly string[],
  options: { timeoutMs?: number; line?: (line: string) => void } = {},
): Promise<string> {
  const { line, timeoutMs = 60_000 } = options;
  try {
    const child = execa('docker', args, { timeout: timeoutMs, stdin: 'ignore', all: true });
    if (line) for await (const text of child.iterable({ from: 'all' })) line(String(text));
    return (await child).stdout;
  } catch (error) {
    throw explain(error, args);
  }
}

/** undefined where docker says that there is no such thing. */
export async function inspect<T>(kind: 'container' | 'image', name: string): Promise<T | undefined> {
  try {
    return (JSON.parse(await docker([kind, 'inspect', name])) as T[])[0];
  } catch (error) {
    if (error instanceof Problem && error.code === 'docker-failed' && /no such/i.test(error.message))
      return undefined;
    throw error;
  }
}

function explain(error: unknown, args: readonly string[]): unknown {
  if (!(error instanceof ExecaError)) return error;
  const said = String(error.stderr ?? '').trim();
  if (error.code === 'ENOENT') {
    return new Problem(
      'docker-missing',
      { en: 'there is no Docker on this machine', ja: 'このマシンに Docker がありません' },
      { en: 'Run as root: npm run setup', ja: 'root で npm run setup を実行してください' },
      {
        cause: error,
      },
    );
  }
  if (/cannot connect to the docker daemon|is the docker daemon running/i.test(said)) {
    return new Problem(
      'docker-not-running',
      { en: 'the Docker daemon does not answer', ja: 'Docker デーモンが応答しません' },
      { en: 'Run as root: npm run setup', ja: 'root で npm run setup を実行してください' },
      { cause: error },
    );
  }
  if (/permission denied/i.test(said)) {
    return new Problem(
      'docker-not-allowed',
      { en: 'this user may not talk to the Docker daemon', ja: 'このユーザーは Docker デーモンを使えません' },
      {
        en: 'Run as root, or have the user added to the group docker.',
        ja: 'root で実行するか、ユーザーを docker グループに加えてください',
      },
      { cause: error },
    );
  }
  const why = error.timedOut ? 'it took too long' : (said.split('\n').at(-1) ?? error.shortMessage);
  return new Problem(
    'docker-failed',
    same(`docker ${args.slice(0, 2).join(' ')}: ${why}`),
    {
      en: 'See what Docker says, then run it again.',
      ja: 'Docker の言うことを確かめて、もう一度実行してください',
    },
    {
      cause: error,
    },
  );
}
