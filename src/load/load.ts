import { basename, join } from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { readTenantFolder } from './folder.ts';
import { type ParsedFile, parse } from './parse.ts';
import { problemAt, START } from './problem-at.ts';
import type { RawFile } from './raw-file.ts';
import { NUMBERS_FILE, sizeLimit, tooLarge } from './size-limit.ts';
import { readSounds } from './sounds/folder.ts';
import { namedSounds } from './sounds/named.ts';
import { NO_SOUNDS, type Sounds } from './sounds/sound.ts';
import type { SourceFile } from './source-file.ts';

/** A tenant folder as values with places. */
export interface Loaded {
  /** One per tenant file that could be parsed, in the order of the files given. */
  tenants: SourceFile[];
  /** Absent: missing or broken, which is among the problems. */
  numbers?: SourceFile;
  /** The sounds that tenants name. */
  sounds: Sounds;
  problems: Diagnostic[];
}

/** How files are parsed: by {@link parse}, or a cache with the same results. */
export interface Parser {
  parse(raw: RawFile): ParsedFile;
  /** Told beforehand of all of them. */
  prepare?(files: readonly RawFile[]): Promise<void>;
}

/**
 * Reads and parses a tenant folder.
 * @throws {Problem} there is no such folder
 */
export async function loadFolder(folder: string, parser: Parser = { parse }): Promise<Loaded> {
  const { files, problems } = await readTenantFolder(folder);
  await parser.prepare?.(files);
  const unread = problems.map((p) => p.file);
  const loaded = loadFiles(files, folder, { unread, parser });
  const all = [...problems, ...loaded.problems];
  const broken = new Set(all.map(({ file }) => basename(file, '.yaml')));
  const sounds = readSounds(folder, namedSounds(loaded.tenants), broken);
  return { ...loaded, sounds, problems: all };
}

/**
 * Parses the files of a tenant folder, wherever their bytes came from. Pure. Their sounds are read by whoever read the files.
 *
 * @param folder as the user named it; only for naming a file that is missing
 * @param options.unread files that are there but could not be read: they are not missing
 */
export function loadFiles(
  files: readonly RawFile[],
  folder: string,
  { unread = [], parser = { parse } }: { unread?: readonly string[]; parser?: Parser } = {},
): Loaded {
  const loaded: Loaded = { tenants: [], sounds: NO_SOUNDS, problems: [] };
  for (const raw of files) loadOne(raw, loaded, parser);
  const numbers = join(folder, NUMBERS_FILE);
  if (!files.some((f) => f.name === NUMBERS_FILE) && !unread.includes(numbers)) {
    const why = {
      en: 'the file that says which numbers are ours is not there',
      ja: '当社の番号を書いたファイルがありません',
    };
    const action = {
      en: 'write it, see schema/numbers.schema.json',
      ja: 'schema/numbers.schema.json を見て書いてください',
    };
    loaded.problems.push(problemAt(numbers, START, 'numbers-file-missing', why, action));
  }
  return loaded;
}

function loadOne(raw: RawFile, loaded: Loaded, parser: Parser): void {
  const problem = refusedByName(raw);
  if (problem) {
    loaded.problems.push(problem);
    return;
  }
  const parsed = parser.parse(raw);
  if ('problems' in parsed) loaded.problems.push(...parsed.problems);
  else if (raw.name === NUMBERS_FILE) loaded.numbers = parsed.source;
  else loaded.tenants.push(parsed.source);
}

function refusedByName({ name, file, bytes }: RawFile): Diagnostic | undefined {
  if (name.startsWith('_') && name !== NUMBERS_FILE) {
    const why = {
      en: `of names that begin with _ only ${NUMBERS_FILE} is known`,
      ja: `_ で始まる名前のうち使えるのは ${NUMBERS_FILE} だけです`,
    };
    const action = { en: 'rename it or take it away', ja: '名前を変えるか、取り除いてください' };
    return problemAt(file, START, 'file-unknown', why, action);
  }
  const limit = sizeLimit(name);
  if (bytes.length <= limit) return undefined;
  const { message, action } = tooLarge(bytes.length, limit);
  return problemAt(file, START, 'file-too-large', message, action);
}
