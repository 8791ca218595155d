import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { DiagnosticsError } from './diagnostics-error.ts';
import { anyFileTrouble } from './file-trouble.ts';
import { readFolderAt } from './git-tree.ts';
import { parse } from './parse.ts';
import type { SourceFile } from './source-file.ts';

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const LARGEST = 256 * 1024;

/** Where the file of a stack lies, from the project's folder. */
export function stackFilePath(name: string, folder = 'stacks'): string {
  return join(folder, `Pulumi.${name}.yaml`);
}

/**
 * The file of a stack.
 *
 * @param folder where the stacks' files lie
 * @throws {Problem} no such stack: names those that exist; or it may not be read
 * @throws {DiagnosticsError} the file is no YAML that we read
 */
export async function readStackFile(folder: string, name: string): Promise<SourceFile> {
  if (!NAME.test(name)) {
    throw new Problem(
      'stack-name',
      { en: `“${name}” cannot be the name of a stack`, ja: `“${name}” はスタックの名前にできません` },
      { en: 'write a-z, 0-9 and - alone', ja: 'a-z、0-9、- だけで書いてください' },
    );
  }
  const file = `Pulumi.${name}.yaml`;
  const path = stackFilePath(name, folder);
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  });
  if (!info?.isFile()) {
    const known = await stackNames(folder);
    const action =
      known.length > 0
        ? { en: `name one of ${known.join(', ')}`, ja: `${known.join(', ')} のどれかを指定してください` }
        : {
            en: 'run this in the project’s folder, or write the file',
            ja: 'プロジェクトのフォルダーで実行するか、ファイルを書いてください',
          };
    throw new Problem(
      'stack-unknown',
      { en: `there is no stack ${name} (${path})`, ja: `スタック ${name} はありません（${path}）` },
      action,
    );
  }
  if (info.size > LARGEST)
    throw new Problem(
      'stack-too-large',
      { en: `${path} has ${info.size} bytes`, ja: `${path} が ${info.size} バイトあります` },
      { en: 'see whether it is the right file', ja: '正しいファイルか確かめてください' },
    );
  const parsed = parse({ file: path, name: file, bytes: await read(path) });
  if ('problems' in parsed) throw new DiagnosticsError(parsed.problems);
  return parsed.source;
}

/**
 * The file of a stack at a commit, without touching the work tree; undefined where that had none.
 * @throws {DiagnosticsError} the file is no YAML that we read
 */
export async function readStackFileAt(
  project: string,
  ref: string,
  name: string,
): Promise<SourceFile | undefined> {
  const path = stackFilePath(name);
  const files = await readFolderAt({ project, folder: dirname(path) }, ref);
  const raw = files.find((file) => file.name === basename(path));
  const parsed = raw && parse(raw);
  if (parsed && 'problems' in parsed) throw new DiagnosticsError(parsed.problems);
  return parsed?.source;
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Problem {
  const { why, action } = anyFileTrouble(error);
  return new Problem(
    'stack-unreadable',
    { en: `${path} cannot be read, ${why.en}`, ja: `${path} が読めません。${why.ja}` },
    action,
    { cause: error },
  );
}

/** The stacks that exist, sorted. */
export async function stackNames(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.flatMap((f) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(f)?.[1] ?? []).sort();
}
