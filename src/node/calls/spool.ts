import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { type CallName, parseCallName } from './name.ts';

/** By which line a call to a forwarding number came: the one of the tenant's file, another one, or none that was told. */
export type CallLine = 'own' | 'other' | '';

/** What the dialplan wrote of one call. */
export interface SpooledCall extends CallName {
  /** Path of its files without their endings. */
  path: string;
  /** When an operator answered, in milliseconds by the machine's clock; absent: none did, or not yet. */
  answered?: number;
  /** Absent while it goes on, and where Asterisk ended before it. */
  end?: CallEnd;
}

export interface CallEnd {
  /** In milliseconds by the machine's clock. */
  at: number;
  /** What became of it, were it not answered: `abandoned`, `refused`, the name of an announcement, `fax-received`, `fax-failed`. */
  outcome: string;
  line: CallLine;
  /** Of a fax. */
  pages: number;
}

const ANSWERED = '.answered';
const END = '.end';

/** Every call in the folder, in no order. What is no call's is passed over. */
export async function readCalls(folder: string): Promise<SpooledCall[]> {
  const names = new Set(await readdir(folder));
  const stems = new Set([...names].map((name) => name.replace(/\.(answered|end)$/, '')));
  const found = await Promise.all(
    [...stems].map(async (stem): Promise<SpooledCall | undefined> => {
      const name = parseCallName(stem);
      const path = `${folder}/${stem}`;
      const answered = names.has(`${stem}${ANSWERED}`) ? await timeOf(`${path}${ANSWERED}`) : undefined;
      const end = names.has(`${stem}${END}`) ? await readEnd(`${path}${END}`) : undefined;
      return name && { ...name, path, ...(answered ? { answered } : {}), ...(end ? { end } : {}) };
    }),
  );
  return found.filter((call) => call !== undefined);
}

/** To be called once what is written of a call is remembered elsewhere. */
export async function takeOutCall(path: string): Promise<void> {
  for (const ending of [ANSWERED, END]) await rm(`${path}${ending}`, { force: true });
}

/** undefined where it is not whole: it is just being written. */
async function readEnd(path: string): Promise<CallEnd | undefined> {
  const [, outcome = '', line = '', pages = ''] =
    /^([a-z-]{1,32})\|(own|other|)\|(\d{0,5})\|\s*$/.exec(await readFile(path, 'utf8')) ?? [];
  if (outcome === '') return undefined;
  return { at: await timeOf(path), outcome, line: line as CallLine, pages: Number(pages) };
}

async function timeOf(path: string): Promise<number> {
  return (await stat(path)).mtimeMs;
}
