import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NUMBERS_FILE, sizeLimit } from '../../load/size-limit.ts';
import { readBlobs } from '../git/blobs.ts';
import type { Line } from '../git/line.ts';
import { factsOf } from './facts.ts';

/** Whose content is wanted, and what it is read as. */
export interface WantedFile {
  object: string;
  name: string;
}

/** Files that a thread is given at once. */
const BATCH = 500;
const THREADS = 8;
const WORKER = new URL(`./facts-worker${extname(import.meta.filename)}`, import.meta.url);

/** A file with its bytes, as a thread is given it. */
export interface Handed {
  name: string;
  bytes: Uint8Array;
}

/**
 * Reads files of the history and keeps of each what an audit asks for, as one line of JSON: parsing is most of an audit's work, and is
 * spread over the machine's processors while git goes on reading.
 * @returns by the key of each
 */
export async function readFacts(line: Line, wanted: readonly WantedFile[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const threads = new Threads(Math.min(THREADS, availableParallelism(), Math.ceil(wanted.length / BATCH)));
  try {
    const objects = wanted.map(({ object }) => object);
    let batch: (Handed & { object: string })[] = [];
    const pending: Promise<void>[] = [];
    const send = () => {
      const sent = batch;
      batch = [];
      const handed = sent.map(({ name, bytes }) => ({ name, bytes }));
      const keep = (lines: readonly string[]) => {
        for (const [i, { object, name }] of sent.entries())
          found.set(keyOf({ object, name }), lines[i] ?? '');
      };
      pending.push(threads.run(handed).then(keep));
    };
    let i = 0;
    for await (const { bytes } of readBlobs(line, objects, sizeLimit(NUMBERS_FILE))) {
      const file = wanted[i++];
      if (!file) break;
      if (bytes) batch.push({ ...file, bytes });
      else found.set(keyOf(file), TOO_LARGE);
      if (batch.length === BATCH) send();
    }
    send();
    await Promise.all(pending);
  } finally {
    await threads.end();
  }
  return found;
}

const TOO_LARGE = JSON.stringify({ kind: 'unreadable', code: 'file-too-large', line: 1 });

/** The numbers' file is read otherwise than a tenant's of the same bytes. */
export function keyOf({ object, name }: WantedFile): string {
  return name === NUMBERS_FILE ? `${object}n` : object;
}

/** What a thread does with each file. */
export function factsLine({ name, bytes }: Handed): string {
  return JSON.stringify(factsOf({ file: name, name, bytes }));
}

/** Threads that each take one batch after the other; what they cannot do is done here. */
class Threads {
  readonly #workers: (Worker | undefined)[];
  readonly #queues: Promise<unknown>[];
  #next = 0;

  constructor(count: number) {
    // Of one batch a thread would begin when the work is done.
    this.#workers = Array.from({ length: count > 1 ? count : 0 }, (_, place) => {
      const ended = () => {
        this.#workers[place] = undefined;
      };
      return new Worker(WORKER).on('error', ended).on('exit', ended);
    });
    this.#queues = this.#workers.map(() => Promise.resolve());
  }

  run(files: readonly Handed[]): Promise<readonly string[]> {
    const place = this.#next++ % Math.max(1, this.#workers.length);
    const done = (this.#queues[place] ?? Promise.resolve()).then(() => this.#take(place, files));
    if (place in this.#queues) this.#queues[place] = done;
    return done;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker?.terminate()));
  }

  async #take(place: number, files: readonly Handed[]): Promise<readonly string[]> {
    const worker = this.#workers[place];
    const lines = worker && (await ask(worker, files));
    return lines ?? files.map(factsLine);
  }
}

/** undefined: the thread has ended. */
function ask(worker: Worker, files: readonly Handed[]): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const ended = () => settle(undefined);
    const settle = (lines: readonly string[] | undefined) => {
      worker.off('message', settle).off('error', ended).off('exit', ended);
      resolve(lines);
    };
    worker.once('message', settle).once('error', ended).once('exit', ended);
    worker.postMessage(files);
  });
}
