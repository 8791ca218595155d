import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { execa, type ResultPromise } from 'execa';

/** Files of a commit: a text, bytes, a link (`{ link: target }`), or null for one that goes. */
export type Change = string | Uint8Array | { link: string } | null;

export interface Commit {
  /** Committer's and author's: seconds since 1970. */
  at: number;
  /** Default: Japan's. */
  zone?: string;
  message?: string | Uint8Array;
  author?: string;
  committer?: string;
  /** By their paths in the repository. */
  files?: Readonly<Record<string, Change>>;
  /** Paths that go with everything below them, before files come. */
  remove?: readonly string[];
  /** The branch, default main. */
  branch?: string;
  /** Its first parent; default: the branch's last commit, and none for its first. */
  from?: number | string;
  /** What is merged into it. Files are to be told again: those of the merge against its first parent. */
  merges?: readonly number[];
}

/** Writes a repository with `git fast-import`: fifty thousand commits in the time of a hundred `git commit`. */
export class HistoryWriter {
  readonly folder: string;
  readonly #git: ResultPromise<{ stdin: 'pipe'; encoding: 'buffer' }>;
  readonly #tips = new Map<string, number | string>();
  #mark = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.#git = execa('git', ['fast-import', '--quiet', '--force', '--date-format=raw'], {
      cwd: folder,
      stdin: 'pipe',
      encoding: 'buffer',
    });
    this.#git.catch(() => {});
  }

  /** A new repository whose branch is main. */
  static async begin(folder: string): Promise<HistoryWriter> {
    await mkdir(folder, { recursive: true });
    await execa('git', ['init', '-q', '-b', 'main'], { cwd: folder });
    return new HistoryWriter(folder);
  }

  /** One that is there: what follows is written on main. */
  static onto(folder: string): HistoryWriter {
    const writer = new HistoryWriter(folder);
    writer.#tips.set('main', 'refs/heads/main^0');
    return writer;
  }

  /** @returns the mark by which later ones name it */
  async commit(commit: Commit): Promise<number> {
    const { at, zone = '+0900', message = 'x', author = 'Hanako', committer = 'Taro' } = commit;
    const { branch = 'main', merges = [], files = {}, remove = [] } = commit;
    const mark = ++this.#mark;
    const from = commit.from ?? this.#tips.get(branch);
    const parts: (string | Uint8Array)[] = [
      `commit refs/heads/${branch}\nmark :${mark}\n`,
      `author ${author} <${author.toLowerCase().replace(/[^a-z]/g, '')}@example.com> ${at} ${zone}\n`,
      `committer ${committer} <${committer.toLowerCase().replace(/[^a-z]/g, '')}@example.com> ${at} ${zone}\n`,
      ...data(message),
      ...(from === undefined ? [] : [`from ${typeof from === 'number' ? `:${from}` : from}\n`]),
      ...merges.map((merged) => `merge :${merged}\n`),
      ...remove.map((path) => `D ${path}\n`),
    ];
    for (const [path, change] of Object.entries(files)) {
      if (change === null) parts.push(`D ${path}\n`);
      else if (typeof change === 'object' && 'link' in change)
        parts.push(`M 120000 inline ${path}\n`, ...data(change.link));
      else parts.push(`M 100644 inline ${path}\n`, ...data(change));
    }
    this.#tips.set(branch, mark);
    await this.#write(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
    return mark;
  }

  async end(): Promise<void> {
    this.#git.stdin.end();
    await Promise.all([finished(this.#git.stdin).catch(() => {}), this.#git]);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (!this.#git.stdin.write(bytes)) await Promise.race([once(this.#git.stdin, 'drain'), this.#git]);
  }
}

function data(content: string | Uint8Array): (string | Uint8Array)[] {
  const bytes = Buffer.from(content as Uint8Array);
  return [`data ${bytes.length}\n`, bytes, '\n'];
}
