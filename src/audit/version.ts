import type { LentNumber, NumberKind, UsageMode } from '../domain/lent-number.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { NumberSettings } from '../model/number-inventory.ts';
import { type Holding, holdingOf } from '../validate/holding.ts';
import type { NumbersView, ReleasedView } from '../validate/numbers-view.ts';
import { field, list, string } from '../validate/read.ts';
import type { TenantView } from '../validate/tenant-view.ts';
import { type Facts, numbersView, tenantView } from './facts/facts.ts';
import type { Picked } from './facts/pick.ts';

/** An identity check as a file refers to it, never the record. */
export interface IdentityCheck {
  recordRef?: string;
  method?: string;
  verifiedOn?: LocalDate;
}

/** A tenant's file at one time. Made of its facts when somebody asks. */
export class TenantVersion {
  /** The file's name without `.yaml`. */
  readonly id: string;
  /** As it is told: with the folder. */
  readonly file: string;
  readonly #line: string;
  #facts: (Picked & { channel?: string }) | undefined;
  #view: TenantView | undefined;
  #holdings: readonly Holding[] | undefined;

  constructor(id: string, folder: string, line: string) {
    this.id = id;
    this.file = `${folder}/${id}.yaml`;
    this.#line = line;
  }

  /** Nothing that an audit asks for differs, nor the line that it is in. */
  equals(other: TenantVersion): boolean {
    return this.#line === other.#line;
  }

  get #read(): Picked & { channel?: string } {
    this.#facts ??= JSON.parse(this.#line) as Picked & { channel?: string };
    return this.#facts;
  }

  get view(): TenantView {
    this.#view ??= tenantView({ file: this.file, name: `${this.id}.yaml` }, this.#read);
    return this.#view;
  }

  get holdings(): readonly Holding[] {
    this.#holdings ??= this.view.numbers.flatMap((line) => holdingOf(this.view, line) ?? []);
    return this.#holdings;
  }

  get channel(): string | undefined {
    return this.#read.channel;
  }

  /** The code word, no personal data. */
  get suspensionReason(): string | undefined {
    return string(field(field(field(this.#read.value, 'contract'), 'suspended'), 'reason'));
  }

  get identityCheck(): IdentityCheck | undefined {
    const check = this.view.contract.identityCheck;
    const recordRef = string(field(field(field(this.#read.value, 'contract'), 'identityCheck'), 'recordRef'));
    return check && { ...(recordRef === undefined ? {} : { recordRef }), ...check };
  }
}

/** The file of our numbers at one time. */
export class NumbersVersion {
  readonly view: NumbersView;
  readonly #value: unknown;
  #released: ReadonlyMap<LentNumber, readonly ReleasedView[]> | undefined;

  constructor(file: string, facts: Picked) {
    this.view = numbersView({ file, name: '_numbers.yaml' }, facts);
    this.#value = facts.value;
  }

  /** Holders of a number from before these files. */
  releasedOf(number: LentNumber): readonly ReleasedView[] {
    this.#released ??= Map.groupBy(this.view.released, (entry) => entry.number);
    return this.#released.get(number) ?? [];
  }

  /** As the inventory wants them. */
  get settings(): NumberSettings {
    const { blocks, quarantineDays, released, reserved } = this.view;
    const at = (list: string, path: readonly (string | number)[], key: string) =>
      string(field(entryOf(this.#value, list, path), key)) ?? '';
    return {
      blocks: blocks.map(({ path, from, to, kinds }) => ({
        from,
        to,
        kinds,
        carrier: at('blocks', path, 'carrier'),
      })),
      quarantineDays,
      released: released.map(({ number, usage, on }) => ({ number, usage, on })),
      reserved: reserved.map(({ path, number }) => ({ number, reason: at('reserved', path, 'reason') })),
    };
  }
}

function entryOf(value: unknown, name: string, path: readonly (string | number)[]): unknown {
  return list(field(value, name))[Number(path[1])];
}

/** A holding that says its mode and kind: without one a file is not understood, and counts for nothing. */
export interface Lending extends Holding {
  usage: UsageMode;
  kind: NumberKind;
}

export function lendingsOf(version: TenantVersion): Lending[] {
  return version.holdings.flatMap((holding) => {
    const { usage, kind } = holding.assignment;
    return usage && kind ? [{ ...holding, usage, kind }] : [];
  });
}

/** What was kept of a file, or the code of why it cannot be read. */
export function readLine(line: string): Facts {
  return JSON.parse(line) as Facts;
}
