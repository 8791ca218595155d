import { stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { Place } from '../../store/store.ts';
import { connected, type Machine, RunEnded } from '../agent/machine.ts';
import type { Desired } from '../desired/desired.ts';
import type { ObjectCache } from '../disk/objects.ts';
import { placeFiles } from '../disk/place.ts';
import type { Difference } from '../live/difference.ts';
import { placeOf } from '../live/files.ts';
import { CERTIFICATE } from './certificate.ts';
import { lookEdge, TABLES } from './look.ts';
import { connectKamailio, type KamailioRun, type Rpc, RpcRefused } from './rpc.ts';

/** How often what differs is mended before the edge says that it cannot. */
const ROUNDS = 2;
/** Kamailio refuses a second reload of its lists within so many milliseconds. */
const RELOAD_GAP_MS = 1_100;
const NUMBERS = 'kamailio/tables/numbers';
const OPERATORS = 'kamailio/tables/operators';
/** Within this Kamailio has ended and begun again. */
const START_MS = 20_000;
const SERVICE = '/opt/denwaban/services/kamailio';

/** Makes an edge what is desired and proves it. Tables are exchanged while calls run; another configuration takes a new start. */
export class Edge implements Machine<KamailioRun> {
  readonly program = 'Kamailio';
  /** Calls are nobody's to keep out here: nodes that are not proved refuse them. */
  readonly ready = true;
  readonly #live: string;
  readonly #rpc: Rpc;
  readonly #objects: ObjectCache;
  readonly #unread = new Set<string>();
  #clock = '';
  #reloaded = 0;
  /** Second since 1970 of the latest table that Kamailio has read. */
  #tablesRead = 0;

  constructor(live: string, rpc: Rpc, objects: ObjectCache) {
    this.#live = live;
    this.#rpc = rpc;
    this.#objects = objects;
  }

  connect(withinMs: number, signal?: AbortSignal): Promise<KamailioRun | undefined> {
    return connected(() => connectKamailio(this.#rpc), withinMs, signal);
  }

  forgetRun(): void {
    // Whatever lies there when it starts is what it reads.
    this.#unread.clear();
  }

  async lay(next: Desired): Promise<void> {
    this.#tablesRead = Math.max(
      this.#tablesRead,
      ...(await Promise.all(TABLES.map((name) => this.#secondOf(name)))),
    );
    for (const path of await placeFiles(this.#live, filesOf(next))) this.#unread.add(path);
  }

  async settle(run: KamailioRun, next: Desired): Promise<Difference[]> {
    this.#objects.unswept = true;
    // Each run begins without it.
    await this.setClock(run, this.#clock);
    await this.lay(next);
    await this.#reload(run, new Set([...this.#unread].map(placeOf)));
    this.#unread.clear();
    for (let round = 0; ; round++) {
      const differences = await this.look(run, next);
      if (differences.length === 0 || round === ROUNDS) return differences;
      await placeFiles(this.#live, filesOf(next));
      if (differences.some(wantsStart)) await this.#startAnew(run);
      if (differences.some(({ item }) => item === CERTIFICATE))
        await run.rpc.call('tls.reload').catch(ifRefused);
      await this.#reload(run, new Set(differences.map(({ place }) => place)));
    }
  }

  look(run: KamailioRun, desired: Desired): Promise<Difference[]> {
    return lookEdge(run.rpc, this.#live, filesOf(desired));
  }

  async setReady(): Promise<void> {}

  complete({ files }: Desired): boolean {
    return files.has(NUMBERS);
  }

  async setClock(run: KamailioRun | undefined, clock: string): Promise<void> {
    this.#clock = clock;
    if (!run) return;
    await run.rpc.call('htable.sets', 'clock', 'seconds', clock === '' ? '0' : clock).catch(ifRefused);
  }

  async retire(_run: KamailioRun, desired: Desired): Promise<void> {
    if (this.#objects.unswept) {
      await this.#objects.sweep(new Set([...desired.parts.values()].flatMap((part) => part.objects)));
    }
  }

  /** @throws RunEnded: whatever was being done is done again with the next run */
  async #startAnew(run: KamailioRun): Promise<never> {
    // Until the old one is gone: it still answers while it ends, and would be taken for the new one.
    await execa('s6-svc', ['-wr', '-T', String(START_MS), '-r', SERVICE], { stdin: 'ignore' });
    run.close();
    throw new RunEnded('Kamailio starts with another configuration');
  }

  async #reload(run: KamailioRun, places: ReadonlySet<Place>): Promise<void> {
    const commands = [
      ...(places.has('edge-access') ? ['permissions.addressReload'] : []),
      ...(places.has('edge-nodes') ? ['dispatcher.reload'] : []),
    ];
    if (commands.length > 0) await sleep(Math.max(0, this.#reloaded + RELOAD_GAP_MS - Date.now()));
    for (const command of commands) await run.rpc.call(command).catch(ifRefused);
    if (commands.length > 0) this.#reloaded = Date.now();
    if (places.has('edge-table')) await this.#reloadTables(run);
  }

  /** Kamailio reads a table's file again only where it is later than what it has read, by whole seconds: else it takes what it remembers. */
  async #reloadTables(run: KamailioRun): Promise<void> {
    this.#tablesRead = Math.max(this.#tablesRead + 1, Math.floor(Date.now() / 1_000));
    for (const table of TABLES) {
      await utimes(this.#fileOf(table), this.#tablesRead, this.#tablesRead);
      await run.rpc.call('htable.reload', table).catch(ifRefused);
    }
  }

  async #secondOf(table: string): Promise<number> {
    const found = await stat(this.#fileOf(table)).catch(() => undefined);
    return Math.floor((found?.mtimeMs ?? 0) / 1_000);
  }

  #fileOf(table: string): string {
    return `${this.#live}/kamailio/tables/${table}`;
  }
}

/** Another configuration runs than the desired one, or with other modules or sockets. A file that lies there is none that runs. */
function wantsStart({ place, item }: Difference): boolean {
  return place === 'edge-setting' && !item.startsWith('file ') && item !== CERTIFICATE;
}

/** Kamailio does not start without a table that it is to load: until the numbers have come, theirs is empty. */
function filesOf({ files }: Desired): ReadonlyMap<string, string> {
  if (files.has(NUMBERS)) return files;
  // All tables have the same columns.
  const [columns = ''] = (files.get(OPERATORS) ?? '').split('\n');
  return new Map([...files, [NUMBERS, `${columns}\n`]]);
}

/** What it refuses to take is found by the next look. */
function ifRefused(error: unknown): void {
  if (!(error instanceof RpcRefused)) throw error;
}
