import { join, posix } from 'node:path';
import { Problem } from '../domain/problem.ts';
import { git, gitFailed } from './git.ts';
import type { RawFile } from './raw-file.ts';
import { sizeLimit } from './size-limit.ts';

/** Where a folder's history is read: `folder` as the user named it, relative to `project`. */
export interface GitFolder {
  project: string;
  folder: string;
}

/** What a folder of a commit holds: a file, or a link. */
export interface TreeEntry {
  /** From the project's folder. */
  path: string;
  mode: string;
  object: string;
  /** Bytes. */
  size: number;
}

interface Entry {
  name: string;
  /** What `git cat-file` is asked for: an object, or a link by its path. */
  object: string;
  link: boolean;
}

/**
 * The YAML files of a folder at a commit, without touching the work tree: one process lists, one reads. A folder that was not there yet
 * is empty, links are followed inside the repository. Problems `git-ref`, `git-failed`, `git-file-too-large`, `git-symlink`.
 * @param ref a branch, tag or commit
 */
export async function readFolderAt(where: GitFolder, ref: string): Promise<RawFile[]> {
  const commit = await resolveCommit(where, ref);
  const entries = await listFolder(where, commit);
  const contents = await readObjects(where, entries);
  return entries.map(({ name }, i) => ({
    file: `${ref}:${join(where.folder, name)}`,
    name,
    bytes: contents[i] ?? new Uint8Array(),
  }));
}

/** @param ref a branch, tag or commit */
export async function resolveCommit(where: GitFolder, ref: string): Promise<string> {
  // Without --end-of-options a ref that begins with a hyphen would be read as an option.
  const found = await git(where.project, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  ]);
  if (found.failed) {
    if (found.code === 'ENOENT')
      throw gitFailed({ en: 'git is not installed', ja: 'git がインストールされていません' });
    throw new Problem(
      'git-ref',
      {
        en: `${JSON.stringify(ref)} is no commit here${found.said}`,
        ja: `${JSON.stringify(ref)} というコミットはありません${found.said}`,
      },
      {
        en: 'name a branch, tag or commit of this repository; a shallow clone has few of them (git fetch --unshallow)',
        ja: 'このリポジトリのブランチ・タグ・コミットを指定してください。浅いクローンには少ししかありません（git fetch --unshallow）',
      },
    );
  }
  return Buffer.from(found.stdout).toString().trim();
}

async function listFolder(where: GitFolder, commit: string): Promise<Entry[]> {
  return (await listTree(where, commit, pathOf(where))).flatMap(({ path, mode, object, size }) => {
    const name = posix.basename(path);
    if (!name.endsWith('.yaml') || name.startsWith('.')) return [];
    if (size > sizeLimit(name)) {
      throw new Problem(
        'git-file-too-large',
        {
          en: `${JSON.stringify(path)} at ${commit} has ${size} bytes`,
          ja: `${commit} の ${JSON.stringify(path)} が ${size} バイトあります`,
        },
        { en: 'compare with a commit without it', ja: 'それのないコミットと比べてください' },
      );
    }
    const link = mode === '120000';
    return [{ name, object: link ? `${commit}:./${path}` : object, link }];
  });
}

/** The folder as git names it, with a slash at its end. */
export function pathOf({ folder }: GitFolder): string {
  return `${posix.normalize(folder).replace(/\/+$/, '')}/`;
}

/** The files and links of a folder at a commit. @param folder from the project's, with a slash at its end @param deep with the folders below it */
export async function listTree(
  where: GitFolder,
  commit: string,
  folder: string,
  { deep = false } = {},
): Promise<TreeEntry[]> {
  const listed = await git(where.project, [
    'ls-tree',
    '-z',
    '-l',
    ...(deep ? ['-r'] : []),
    commit,
    '--',
    folder,
  ]);
  if (listed.failed)
    throw gitFailed({
      en: `the files of ${commit} cannot be listed${listed.said}`,
      ja: `${commit} のファイルの一覧が取れません${listed.said}`,
    });
  return Buffer.from(listed.stdout)
    .toString()
    .split('\0')
    .flatMap((line) => {
      const match = /^(100644|100755|120000) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line);
      const [, mode = '', object = '', size = '0', path = ''] = match ?? [];
      return match ? [{ path, mode, object, size: Number(size) }] : [];
    });
}

/** The bytes of objects, in their order. */
export async function readObjects(where: GitFolder, entries: readonly Entry[]): Promise<Uint8Array[]> {
  if (entries.length === 0) return [];
  const asked = entries.map((entry) => entry.object).join('\n');
  const read = await git(where.project, ['cat-file', '--batch', '--follow-symlinks'], { input: asked });
  if (read.failed)
    throw gitFailed({ en: `the files cannot be read${read.said}`, ja: `ファイルが読めません${read.said}` });
  const output = read.stdout;
  const contents: Uint8Array[] = [];
  // Each answer: `<object> blob <size>`, a line break, the bytes, a line break.
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at);
    const size = Number(
      / blob (\d+)$/.exec(Buffer.from(output.subarray(at, end)).toString())?.[1] ?? Number.NaN,
    );
    if (end < 0 || Number.isNaN(size)) throw unread(where, entries[contents.length]);
    contents.push(output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

/** git answers otherwise for a link that leads out of the repository, to a folder, to nothing or to itself. */
function unread({ folder }: GitFolder, entry: Entry | undefined): Problem {
  if (!entry?.link)
    return gitFailed({
      en: 'a file of the commit is missing: the clone may be incomplete',
      ja: 'コミットのファイルがありません。クローンが不完全かもしれません',
    });
  const [commit] = entry.object.split(':');
  return new Problem(
    'git-symlink',
    {
      en: `${JSON.stringify(posix.join(folder, entry.name))} at ${commit} is a link that leads to no file of the commit`,
      ja: `${commit} の ${JSON.stringify(posix.join(folder, entry.name))} は、コミットのファイルを指していないリンクです`,
    },
    {
      en: 'compare with a commit that has the file itself',
      ja: 'ファイルそのもののあるコミットと比べてください',
    },
  );
}
