import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { type CallName, parseCallName } from '../calls/name.ts';
import { type FaxBegin, type FaxEnd, parseFaxBegin, parseFaxEnd } from './entry.ts';

/** One fax in the spool. */
export interface SpooledFax extends CallName {
  /** Path of its files without their endings. */
  path: string;
  /** Absent where the node could not write it down. */
  begin: FaxBegin | undefined;
  /** Whether there is a file of pages, be there a page in it or not. */
  tiff: boolean;
  /** Absent while it is being received, and where Asterisk ended before the call. */
  end: FaxEnd | undefined;
  /** When its call began, and when something of it was written last: milliseconds since 1970 by the machine's clock. */
  began: number;
  changed: number;
}

/** Postfix has it: what is left are files to be taken away. */
const SENT = '.sent';
/** `.sent` last: as long as it is there, nobody takes the others for a fax that was not reported. */
const FILES = ['.tif', '.pdf', '.end', '.begin', SENT];

/** Every fax that Postfix has not taken yet, in no order. Takes away what is left of the others. */
export async function readSpool(folder: string): Promise<SpooledFax[]> {
  const { waiting, sent } = await listSpool(folder);
  for (const stem of sent) await clear(`${folder}/${stem}`);
  return await readFaxes(folder, waiting);
}

/** The same for who only looks on. */
export async function lookAtSpool(folder: string): Promise<SpooledFax[]> {
  return await readFaxes(folder, (await listSpool(folder)).waiting);
}

/** To be called once Postfix has it. Whatever is interrupted from here on, it is not sent again. */
export async function takeOut({ path }: Pick<SpooledFax, 'path'>): Promise<void> {
  // Renamed, since a disk that is full takes no new file.
  await rename(`${path}.begin`, `${path}${SENT}`).catch((error: unknown) => {
    if (!missing(error)) throw error;
    return rename(`${path}.tif`, `${path}${SENT}`);
  });
  await clear(path);
}

async function listSpool(folder: string): Promise<{ waiting: string[]; sent: Set<string> }> {
  const names = await readdir(folder);
  const stems = (ending: string) =>
    names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  const sent = new Set(stems(SENT));
  const all = new Set([...stems('.begin'), ...stems('.tif')]);
  return { waiting: [...all].filter((stem) => !sent.has(stem)), sent };
}

async function readFaxes(folder: string, stems: readonly string[]): Promise<SpooledFax[]> {
  const found = await Promise.all(stems.map((stem) => readFax(folder, stem)));
  return found.filter((fax) => fax !== undefined);
}

/** undefined for what is no fax, and for one that was taken out meanwhile. */
async function readFax(folder: string, stem: string): Promise<SpooledFax | undefined> {
  const name = parseCallName(stem);
  if (!name) return undefined;
  const path = `${folder}/${stem}`;
  const [began, tiff, ended] = await Promise.all(
    ['.begin', '.tif', '.end'].map((e) => timeOf(`${path}${e}`)),
  );
  const times = [began, tiff, ended].filter((at) => at !== undefined);
  if (times.length === 0) return undefined;
  return {
    ...name,
    path,
    begin: parseFaxBegin(await textOf(`${path}.begin`)),
    tiff: tiff !== undefined,
    end: parseFaxEnd(await textOf(`${path}.end`)),
    began: began ?? Math.min(...times),
    changed: Math.max(...times),
  };
}

async function timeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (missing(error)) return undefined;
    throw error;
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (missing(error)) return '';
    throw error;
  }
}

async function clear(path: string): Promise<void> {
  for (const ending of FILES) await rm(`${path}${ending}`, { force: true });
}

function missing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
