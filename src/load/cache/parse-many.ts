import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RawFile } from '../raw-file.ts';

/** A thread takes a tenth of a second to begin. */
const FROM = 1_000;
const THREADS = 8;
/** Documents die young: with room for some hundred of them at once a tenth of the time is not spent on sweeping. MiB. */
const YOUNG = 64;

const WORKER = new URL(`./parse-worker${extname(import.meta.filename)}`, import.meta.url);

/**
 * Parses many files on all of the machine's processors; few ones it leaves to the caller, as it does what it cannot do.
 * @returns the lines of those that parsed
 */
export async function linesOf(files: readonly RawFile[]): Promise<Map<RawFile, string>> {
  if (files.length < FROM) return new Map();
  const threads = Math.min(THREADS, availableParallelism());
  const share = Math.ceil(files.length / threads);
  const shares = Array.from({ length: threads }, (_, i) => files.slice(i * share, (i + 1) * share));
  const lines = (await Promise.all(shares.map(parseShare))).flat();
  return new Map(
    files.flatMap((raw, i) => {
      const line = lines[i];
      return line === undefined ? [] : [[raw, line] as const];
    }),
  );
}

function parseShare(files: readonly RawFile[]): Promise<(string | undefined)[]> {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData: files,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
    });
    worker.once('message', resolve);
    const unparsed = () => resolve(files.map(() => undefined));
    worker.once('error', unparsed);
    worker.once('exit', unparsed);
  });
}
