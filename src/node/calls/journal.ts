import { open, readdir, rm } from 'node:fs/promises';
import { type CallName, parseCallName } from './name.ts';

/** By which line a call to a forwarding number came: the one of the tenant's file, another one, or none that was told. */
export type CallLine = 'own' | 'other' | '';

/** What the dialplan wrote of a call, at one of two moments. */
export interface CallEntry extends CallName {
  /** In milliseconds by the machine's clock. */
  at: number;
  /** Absent: an operator has answered it. */
  ended?: CallEnd;
}

export interface CallEnd {
  /** What became of it, were it not answered: `abandoned`, `refused`, the name of an announcement, `fax-received`, `fax-failed`. */
  outcome: string;
  line: CallLine;
  /** Of a fax. */
  pages: number;
}

/** How far each file has been read, in bytes. */
export type ReadSoFar = Readonly<Record<string, number>>;

/** Asterisk writes a file for so long: its name is the time without its last three digits. One file for many calls, since a new one costs it half a millisecond. */
const FILE_MS = 1_000_000;
/** A step that has taken the name of a file writes to it within less. */
const LATE_MS = 60_000;

/** What was written since, in its order. What is no entry is passed over; a line that is just being written waits. */
export async function readJournal(
  folder: string,
  before: ReadSoFar,
): Promise<{ entries: CallEntry[]; read: ReadSoFar }> {
  const entries: CallEntry[] = [];
  const read: Record<string, number> = {};
  const names = (await readdir(folder)).filter((name) => /^\d{7}$/.test(name)).sort();
  for (const name of names) {
    const from = before[name] ?? 0;
    const text = await wholeLines(`${folder}/${name}`, from);
    read[name] = from + text.length;
    for (const line of text.toString('utf8').split('\n')) {
      const entry = parseEntry(line);
      if (entry) entries.push(entry);
    }
  }
  return { entries, read };
}

/** Takes away the files that are over. To be called once what was read of them is remembered elsewhere. */
export async function tidyJournal(folder: string, read: ReadSoFar, now: number): Promise<void> {
  const over = Object.keys(read).filter((name) => now - (Number(name) + 1) * FILE_MS > LATE_MS);
  for (const name of over) await rm(`${folder}/${name}`, { force: true });
}

async function wholeLines(path: string, from: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, size - from));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    return bytes.subarray(0, bytes.subarray(0, bytesRead).lastIndexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

function parseEntry(text: string): CallEntry | undefined {
  const [, stem = '', seconds = '', what = '', outcome = '', line = '', pages = ''] =
    /^([^|]+\|\d+\|[^|]+)\|(\d{10})\|(answered|ended\|([a-z-]{1,32})\|(own|other|)\|(\d{0,5}))$/.exec(text) ??
    [];
  const name = parseCallName(stem.replaceAll('|', '_'));
  if (!name) return undefined;
  const ended = { outcome, line: line as CallLine, pages: Number(pages) };
  return { ...name, at: Number(seconds) * 1000, ...(what === 'answered' ? {} : { ended }) };
}
