import { sha256 } from '../../domain/canonical.ts';
import type { Digest, TenantId } from '../../domain/ids.ts';
import type { TenantObject } from '../../render/objects.ts';
import type { Place } from '../../store/store.ts';
import { type AmiAddress, type AmiConnection, AmiRefused } from '../ami/connection.ts';
import { dialplanOf } from '../conf/dialplan.ts';
import { asteriskFiles, type Desired } from '../desired/desired.ts';
import type { Facts } from '../desired/facts.ts';
import { soundsOf } from '../desired/part.ts';
import type { ObjectCache } from '../disk/objects.ts';
import { placeFiles } from '../disk/place.ts';
import { lookAstdb, putObjects, removeObject } from '../live/astdb.ts';
import type { Difference } from '../live/difference.ts';
import { placeOf } from '../live/files.ts';
import { setGlobal } from '../live/globals.ts';
import { type Expected, lookLive, mapTexts } from '../live/look.ts';
import { findPhones } from '../live/phones.ts';
import { type AsteriskRun, connectAsterisk } from './asterisk.ts';
import { inUse } from './in-use.ts';
import { Kept } from './kept.ts';
import { connected, type Machine } from './machine.ts';
import { OwnSounds } from './own-sounds.ts';
import { reload, settleMail } from './reload.ts';

/** How often what differs is mended before the node says that it cannot. */
const ROUNDS = 2;
const MAIL_START_MS = 10_000;
/** Longer than a phone has time to answer (qualify_timeout). */
const PHONES_MS = 4_000;

/**
 * Makes the node what is desired and proves it. Nothing that it remembers is trusted for longer than the run of Asterisk that it was
 * seen in; what it remembers only saves work, and the read-back at the end looks at everything.
 */
export class Switch implements Machine<AsteriskRun> {
  readonly program = 'Asterisk';
  readonly #live: string;
  readonly #address: AmiAddress;
  readonly #facts: Facts;
  readonly #objects: ObjectCache;
  readonly #kept = new Kept();
  readonly #sounds: OwnSounds;
  /** Values that were seen in AstDB, or put there, in this run of Asterisk; undefined before the first look. */
  #seen: Set<Digest> | undefined;
  #recovered = false;
  #before: Desired | undefined;
  /** undefined: an agent before this one may have let calls in; that is left as it is until the node is proved again. */
  #ready: boolean | undefined;
  #clock = '';
  /** Paths that were written and that no process has been told of yet. */
  readonly #unread = new Set<string>();

  constructor(live: string, address: AmiAddress, facts: Facts, objects: ObjectCache) {
    this.#live = live;
    this.#address = address;
    this.#facts = facts;
    this.#objects = objects;
    this.#sounds = new OwnSounds(live, objects);
  }

  connect(withinMs: number, signal?: AbortSignal): Promise<AsteriskRun | undefined> {
    return connected(() => connectAsterisk(this.#address), withinMs, signal);
  }

  /**
   * A new connection. Another run of Asterisk has forgotten its global variables, and may have lost values that it had acknowledged; in
   * the same one calls may have been let in before.
   */
  forgetRun({ same }: { same: boolean }): void {
    this.#seen = undefined;
    this.#ready = same ? undefined : false;
  }

  /** Lays the files down. Before the first time there is nothing for Asterisk to start with. */
  async lay(next: Desired): Promise<void> {
    await this.#sounds.lay(next.tenants.values(), this.#kept.objects.values());
    for (const path of await placeFiles(this.#live, this.#files(next))) this.#unread.add(path);
  }

  /**
   * Switches to what is desired: values first, then files, then the reload that is the moment of change, then the read-back.
   * @returns what still differs; empty: proved
   */
  async settle(run: AsteriskRun, next: Desired): Promise<Difference[]> {
    const { ami } = run;
    if (this.#before) this.#kept.add(this.#before, next);
    if (!this.#recovered) {
      await this.#kept.recover(await inUse(ami), next, {
        live: this.#live,
        objects: this.#objects,
        facts: this.#facts,
      });
      this.#recovered = true;
    }
    this.#before = next;
    this.#objects.unswept = true;
    await this.#putValues(ami, next);
    const files = this.#files(next);
    await this.lay(next);
    let refused = await this.#reload(ami, files, new Set());
    for (let round = 0; ; round++) {
      const differences = [...refused, ...(await this.look(run, next))];
      if (differences.length === 0 || round === ROUNDS) return differences;
      refused = await this.#mend(ami, differences, files);
    }
  }

  /** Compares everything that runs with what is desired, and with what calls in progress still need. */
  async look(run: AsteriskRun, desired: Desired): Promise<Difference[]> {
    const files = this.#files(desired);
    const { entries, globals } =
      this.#kept.libraries.size === 0
        ? { entries: desired.dialplan, globals: desired.globals }
        : dialplanOf(asteriskFiles(files));
    const expected: Expected = {
      files,
      dialplan: entries,
      objects: this.#values(desired),
      sounds: this.#sounds.expected(desired.tenants.values(), this.#kept.objects.values()),
      globals: new Map([...globals, ['DW_READY', this.#readyValue()], ['DW_CLOCK', this.#clock]]),
    };
    return await lookLive(run.ami, this.#live, expected);
  }

  /** Lets calls in, once operators can be rung, or keeps them out: they get 503 and go to another node. */
  async setReady(run: AsteriskRun, ready: boolean): Promise<void> {
    if (ready) await findPhones(run.ami, PHONES_MS);
    await setGlobal(run.ami, 'DW_READY', ready ? '1' : '');
    this.#ready = ready;
  }

  /** undefined: not known since the agent started. */
  get ready(): boolean | undefined {
    return this.#ready;
  }

  #readyValue(): string | undefined {
    return this.#ready === undefined ? undefined : this.#ready ? '1' : '';
  }

  /** Seconds to add to the machine's clock, as digits; empty for none. */
  async setClock(run: AsteriskRun | undefined, clock: string): Promise<void> {
    this.#clock = clock;
    if (run) await setGlobal(run.ami, 'DW_CLOCK', clock);
  }

  /** Takes away what calls in progress needed and none needs any more, and after each change what was fetched and is not needed. */
  async retire(run: AsteriskRun, desired: Desired): Promise<void> {
    if (!this.#kept.empty) await this.#release(run.ami, desired);
    if (this.#objects.unswept) await this.#objects.sweep(this.#needed(desired));
  }

  async #release(ami: AmiConnection, desired: Desired): Promise<void> {
    const { libraries, objects } = this.#kept.release(await inUse(ami));
    if (libraries.length > 0) {
      await this.lay(desired);
      await this.#reload(ami, this.#files(desired), new Set());
    }
    for (const digest of objects) {
      this.#seen?.delete(digest);
      await removeObject(ami, digest).catch(ifRefused);
    }
    if (objects.length > 0) await this.#sounds.retire(desired.tenants.values(), this.#kept.objects.values());
    if (libraries.length + objects.length > 0) this.#objects.unswept = true;
  }

  async #reload(
    ami: AmiConnection,
    files: ReadonlyMap<string, string>,
    places: ReadonlySet<Place>,
  ): Promise<Difference[]> {
    const paths = [...this.#unread];
    const all = new Set([...places, ...paths.map(placeOf)]);
    const refused = await reload(ami, this.#live, { paths, places: all }, files);
    this.#unread.clear();
    await settleMail(this.#live, files, MAIL_START_MS);
    return refused;
  }

  #files(desired: Desired): Map<string, string> {
    return new Map([...this.#kept.libraries, ...desired.files]);
  }

  #values(desired: Desired): Map<Digest, { tenant: TenantId; object: TenantObject }> {
    const values = new Map(this.#kept.objects);
    for (const [tenant, { digest, object }] of desired.tenants) values.set(digest, { tenant, object });
    return values;
  }

  #needed(desired: Desired): Set<string> {
    const libraries = [...this.#kept.libraries.values()].map((text) => sha256(this.#facts.unfill(text)));
    return new Set([
      ...[...desired.parts.values()].flatMap((part) => part.objects),
      ...this.#kept.objects.keys(),
      ...[...this.#kept.objects.values()].flatMap(({ object }) => soundsOf(object)),
      ...libraries,
    ]);
  }

  /** All values have to be there before a stub names them. */
  async #putValues(ami: AmiConnection, next: Desired): Promise<void> {
    const values = this.#values(next);
    if (this.#seen) {
      const seen = this.#seen;
      const fresh = [...values].filter(([digest]) => !seen.has(digest));
      await putObjects(ami, new Map(fresh.map(([digest, { object }]) => [digest, object])));
    } else {
      await mendEach(await lookAstdb(ami, values), (difference) => difference.kind !== 'unowned');
    }
    this.#seen = new Set(values.keys());
  }

  async #mend(
    ami: AmiConnection,
    differences: readonly Difference[],
    files: ReadonlyMap<string, string>,
  ): Promise<Difference[]> {
    await mendEach(differences, (difference) => difference.kind !== 'unowned');
    const places = new Set(differences.map((difference) => difference.place));
    // Written again even where they are right, since Asterisk passes over files that look unchanged.
    const touched = await placeFiles(this.#live, files, (path) => places.has(placeOf(path)));
    for (const path of touched) this.#unread.add(path);
    const refused = await this.#reload(ami, files, places);
    await mendEach(differences, (difference) => difference.kind === 'unowned');
    return refused;
  }

  /** Whether every file that the cluster names has been released: without a shard's mail map its tenants are not here yet. */
  complete(desired: Desired): boolean {
    const { files } = desired;
    return (
      files.has('asterisk/numbers.conf') &&
      [...mapTexts(files).keys()].every((name) => files.has(`postfix/${name}`))
    );
  }
}

/** What Asterisk refuses to put right is found by the next look. */
async function mendEach(
  differences: readonly Difference[],
  which: (difference: Difference) => boolean,
): Promise<void> {
  await Promise.all(differences.filter(which).map((difference) => difference.mend?.().catch(ifRefused)));
}

function ifRefused(error: unknown): void {
  if (!(error instanceof AmiRefused)) throw error;
}
