import { type LentNumber, type NumberKind, parseLentNumber, type UsageMode } from '../domain/lent-number.ts';
import { type LocalDate, parseLocalDate } from '../domain/local-date.ts';
import type { Path } from '../load/place.ts';
import type { SourceFile } from '../load/source-file.ts';
import { field, integer, list, parsed, word } from './read.ts';

/** What can be understood of `_numbers.yaml`, for the rules: entries of which a part is missing or wrong are left out. */
export interface NumbersView {
  source: SourceFile;
  blocks: readonly BlockView[];
  quarantineDays: Readonly<Record<UsageMode, number>>;
  released: readonly ReleasedView[];
  reserved: readonly { path: Path; number: LentNumber }[];
}

/** A holder from before these files. */
export interface ReleasedView {
  path: Path;
  number: LentNumber;
  usage: UsageMode;
  on: LocalDate;
}

export interface BlockView {
  path: Path;
  from: LentNumber;
  to: LentNumber;
  kinds: readonly NumberKind[];
}

export function viewNumbers(source: SourceFile): NumbersView {
  const top = source.value;
  const days = field(top, 'quarantineDays');
  return {
    source,
    blocks: list(field(top, 'blocks')).flatMap((block, i) => {
      const from = parsed(field(block, 'from'), parseLentNumber);
      const to = parsed(field(block, 'to'), parseLentNumber);
      const written = list(field(block, 'kinds'));
      const kinds = (['phone', 'fax'] as const).filter((kind) => written.includes(kind));
      return from && to ? [{ path: ['blocks', i], from, to, kinds }] : [];
    }),
    quarantineDays: {
      displayed: integer(field(days, 'displayed')) ?? 0,
      forwarding: integer(field(days, 'forwarding')) ?? 0,
    },
    released: list(field(top, 'released')).flatMap((entry, i) => {
      const number = parsed(field(entry, 'number'), parseLentNumber);
      const usage = word(field(entry, 'usage'), ['forwarding', 'displayed']);
      const on = parsed(field(entry, 'on'), parseLocalDate);
      return number && usage && on ? [{ path: ['released', i], number, usage, on }] : [];
    }),
    reserved: list(field(top, 'reserved')).flatMap((entry, i) => {
      const number = parsed(field(entry, 'number'), parseLentNumber);
      return number ? [{ path: ['reserved', i], number }] : [];
    }),
  };
}
