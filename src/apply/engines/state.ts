import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../../domain/problem.ts';
import { resourceKey } from '../../plan/diff.ts';
import type { Resource } from '../../plan/resource.ts';
import { isRecord, parseJson } from '../../store/json.ts';
import { readText } from '../../store/read-text.ts';
import type { Applied } from '../provider.ts';

const FORMAT = 'denwaban-state-1';

/** What the embedded engine remembers of a stack. No personal data and no secret: what a resource may hold is fixed by its type. */
export interface State {
  /** Tells this history of the stack from any other that is kept under the same name. Absent: nothing was ever applied. */
  lineage?: string;
  /** Counts up with every change. */
  serial: number;
  /** By `Type/name`. */
  resources: ReadonlyMap<string, Applied>;
  /** Lines of the journal that were passed over: what they told is found again by the next apply. */
  unreadable?: number;
}

/** What an engine holds, as plans compare it. */
export function appliedResources(state: State): Resource[] {
  return [...state.resources.values()].map(({ type, name, inputs }) => ({ type, name, inputs }) as Resource);
}

/**
 * The state file with its journal. Each change is appended to the journal at once, so that writing costs no more with many resources; the
 * file itself is written anew, atomically, when an apply begins and ends. An interrupted apply leaves both, and reading puts them together.
 */
export class StateFile {
  readonly #path: string;
  readonly #lineage: string;
  readonly #resources: Map<string, Applied>;
  readonly #unreadable: number;
  #serial: number;
  #last: Promise<void> = Promise.resolve();

  private constructor(
    path: string,
    state: { lineage: string; serial: number; resources: Map<string, Applied>; unreadable?: number },
  ) {
    this.#path = path;
    this.#lineage = state.lineage;
    this.#serial = state.serial;
    this.#unreadable = state.unreadable ?? 0;
    this.#resources = state.resources;
  }

  /** Opens it for changes; whoever does holds the lock. Puts an earlier journal into the file. */
  static async open(path: string, stack: string): Promise<StateFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const state = await readState(path, stack);
    const file = new StateFile(path, {
      lineage: randomUUID(),
      ...state,
      resources: new Map(state.resources),
    });
    await file.#write(stack);
    return file;
  }

  get state(): State {
    return {
      lineage: this.#lineage,
      serial: this.#serial,
      resources: this.#resources,
      unreadable: this.#unreadable,
    };
  }

  async set(applied: Applied): Promise<void> {
    this.#resources.set(resourceKey(applied), applied);
    await this.#append({ set: applied });
  }

  async remove(applied: Pick<Applied, 'type' | 'name'>): Promise<void> {
    this.#resources.delete(resourceKey(applied));
    await this.#append({ remove: resourceKey(applied) });
  }

  /** Writes the file and takes the journal away. */
  async close(stack: string): Promise<void> {
    await this.#last.catch(() => {});
    await this.#write(stack);
  }

  /**
   * Not synced to disk: after a loss of power the next apply finds what is done and goes on, as after any interruption. One after the
   * other, and each begins a line of its own, so that one that was cut off spoils no other.
   */
  #append(entry: object): Promise<void> {
    this.#serial++;
    const line = `\n${JSON.stringify({ serial: this.#serial, ...entry })}\n`;
    this.#last = this.#last
      .catch(() => {})
      .then(() => appendFile(journalOf(this.#path), line, { mode: 0o600 }));
    return this.#last;
  }

  async #write(stack: string): Promise<void> {
    const { lineage, serial } = this.state;
    const value = {
      format: FORMAT,
      engine: 'embedded',
      stack,
      lineage,
      serial,
      resources: [...this.#resources.values()],
    };
    await writeFileAtomic(this.#path, `${JSON.stringify(value)}\n`, { mode: 0o600 });
    await rm(journalOf(this.#path), { force: true });
  }
}

/** The state as it is now, for a look; an empty one where there is none. Problems `state-form`, `engine-mismatch`, `state-of-another-stack`. */
export async function readState(path: string, stack: string): Promise<State> {
  const text = await readText(path);
  if (text === undefined) return { serial: 0, resources: new Map() };
  const value = parseJson(text);
  if (!isRecord(value)) throw unreadable(path);
  if (value.engine !== 'embedded') {
    throw new Problem(
      'engine-mismatch',
      {
        en: `${path} was written by the engine ${JSON.stringify(value.engine ?? 'unknown')}, this stack uses embedded`,
        ja: `${path} はエンジン ${JSON.stringify(value.engine ?? 'unknown')} が書いたものですが、このスタックは embedded です`,
      },
      {
        en: 'use the engine that holds the stack, or destroy it there first: what one holds is never built twice by another',
        ja: 'スタックを持つエンジンを使うか、先にそこで destroy してください。一方が持つものを、もう一方が二重に作ることはありません',
      },
    );
  }
  if (value.stack !== stack) {
    throw new Problem(
      'state-of-another-stack',
      {
        en: `${path} is of stack ${JSON.stringify(value.stack)}, not ${stack}`,
        ja: `${path} は ${stack} ではなくスタック ${JSON.stringify(value.stack)} のものです`,
      },
      { en: 'put the right state file there', ja: '正しい状態ファイルを置いてください' },
    );
  }
  const { format, lineage, serial, resources } = value;
  if (
    format !== FORMAT ||
    typeof lineage !== 'string' ||
    !Number.isSafeInteger(serial) ||
    !isAppliedList(resources)
  )
    throw unreadable(path);
  const state = {
    lineage,
    serial: serial as number,
    resources: new Map(resources.map((r) => [resourceKey(r), r])),
  };
  return replay(state, (await readText(journalOf(path))) ?? '');
}

/**
 * A line that was cut off by the interruption is the last one, and its change is done again. The same goes for lines that a loss of power
 * or a full disk has spoilt: a change that is not remembered is looked at and made again, which makes nothing twice; a part whose creation
 * is not remembered, and that nobody wants any more, is nobody's; a removal is done again.
 */
function replay(state: State & { resources: Map<string, Applied> }, journal: string): State {
  let { serial } = state;
  let unreadable = 0;
  for (const line of journal.split('\n').slice(0, -1)) {
    if (line === '') continue;
    const entry = entryOf(line);
    if (!entry) {
      unreadable++;
      continue;
    }
    // Written before the file was: already in it.
    if (entry.serial <= state.serial) continue;
    serial = Math.max(serial, entry.serial);
    if ('set' in entry) state.resources.set(resourceKey(entry.set), entry.set);
    else state.resources.delete(entry.remove);
  }
  return { ...state, serial, unreadable };
}

function entryOf(line: string): ({ serial: number } & ({ set: Applied } | { remove: string })) | undefined {
  const entry = parseJson(line);
  if (!isRecord(entry) || typeof entry.serial !== 'number') return undefined;
  const { serial, set, remove } = entry;
  if (isApplied(set)) return { serial, set };
  return typeof remove === 'string' ? { serial, remove } : undefined;
}

function isAppliedList(value: unknown): value is Applied[] {
  return Array.isArray(value) && value.every(isApplied);
}

function isApplied(value: unknown): value is Applied {
  return (
    isRecord(value) &&
    typeof value.type === 'string' &&
    typeof value.name === 'string' &&
    isRecord(value.inputs) &&
    isRecord(value.outputs)
  );
}

function journalOf(path: string): string {
  return `${path}.journal`;
}

function unreadable(path: string): Problem {
  return new Problem(
    'state-form',
    {
      en: `${path} cannot be read as state of this version of denwaban`,
      ja: `${path} はこの版の denwaban の状態として読めません`,
    },
    {
      en: 'restore it from a backup; without one, move it aside and run apply: it finds what is there and makes nothing twice',
      ja: 'バックアップから戻してください。なければ別の場所に移して apply を実行すれば、今あるものを見つけ、二重には作りません',
    },
  );
}
