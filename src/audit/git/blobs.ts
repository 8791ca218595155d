import { gitFailed, streamGit } from './git.ts';
import type { Line } from './line.ts';

/** A file's bytes; undefined where it is larger than asked for, or no file. */
export interface Blob {
  object: string;
  bytes?: Uint8Array;
}

/**
 * Reads many objects with one `git cat-file`, in their order. Problem `git-failed` where one is missing.
 * @param largest bytes of the largest that is read
 */
export async function* readBlobs(
  { project }: Pick<Line, 'project'>,
  objects: readonly string[],
  largest: number,
): AsyncGenerator<Blob> {
  if (objects.length === 0) return;
  const input = `${objects.join('\n')}\n`;
  const reader = new Reader(streamGit(project, ['cat-file', '--batch', '--buffer'], input));
  for (const object of objects) {
    const [, kind, size] = (await reader.line()).split(' ');
    if (size === undefined)
      throw gitFailed({
        en: `the object ${object} is missing here: the clone is incomplete`,
        ja: `オブジェクト ${object} がありません。クローンが不完全です`,
      });
    const wanted = kind === 'blob' && Number(size) <= largest;
    const bytes = await reader.take(Number(size), wanted);
    await reader.take(1, false);
    yield wanted ? { object, bytes } : { object };
  }
}

/** A stream's bytes by lines and by numbers. */
class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const end = this.#chunk.indexOf(0x0a);
      parts.push(end < 0 ? this.#chunk : this.#chunk.subarray(0, end));
      this.#chunk = end < 0 ? new Uint8Array() : this.#chunk.subarray(end + 1);
      if (end >= 0 || !(await this.#more())) return Buffer.concat(parts).toString('latin1');
    }
  }

  /** @param kept false: nothing is gathered */
  async take(size: number, kept: boolean): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = size; left > 0; ) {
      if (this.#chunk.length === 0 && !(await this.#more())) break;
      const part = this.#chunk.subarray(0, left);
      if (kept) parts.push(part);
      left -= part.length;
      this.#chunk = this.#chunk.subarray(part.length);
    }
    return Buffer.concat(parts);
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    this.#chunk = done ? new Uint8Array() : value;
    return !done;
  }
}
