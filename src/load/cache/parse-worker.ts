import { parentPort, workerData } from 'node:worker_threads';
import { parse } from '../parse.ts';
import type { RawFile } from '../raw-file.ts';
import { toLine } from './entry.ts';

// The YAML parser looks into the environment at every token, and a look there leaves V8. Nothing in this thread needs it.
process.env = {};

/** A line for each file; undefined for one that has a problem or no line: whoever asked parses it again. */
const lines = (workerData as RawFile[]).map((raw) => {
  const parsed = parse(raw);
  return 'source' in parsed ? toLine(parsed.source) : undefined;
});
parentPort?.postMessage(lines);
