import type { Text } from '../domain/language.ts';
import type { LocalDate } from '../domain/local-date.ts';
import type { Position } from '../load/diagnostic.ts';
import type { Path } from '../load/place.ts';
import type { Sounds } from '../load/sounds/sound.ts';
import type { SourceFile } from '../load/source-file.ts';
import type { Holdings } from './holding.ts';
import type { NumbersView } from './numbers-view.ts';
import type { TenantView } from './tenant-view.ts';

/** All files of one moment, as the rules see them. */
export interface Side {
  tenants: readonly TenantView[];
  /** undefined: missing or broken, which has been reported. */
  numbers?: NumbersView;
  holdings: Holdings;
  /** The sounds that tenants name. */
  sounds: Sounds;
}

export interface RuleContext extends Side {
  /** The day that rules with a date judge by. */
  date: LocalDate;
  /** REPORT_DOMAIN, where a stack was named. */
  reportDomain?: string;
  /** Our own Chatwork account, where a stack was named. */
  chatworkAccount?: number;
}

/** Two moments: what is in force and what shall be. */
export interface ChangeContext {
  base: Side;
  head: Side;
  date: LocalDate;
}

/** What a rule found, where. Its code and severity are the rule's. */
export interface Violation {
  file: string;
  at: Position;
  message: Text;
  action: Text;
}

/** One rule of the business, the law or safety; lives in a file named after its code. */
export interface Rule<Context = RuleContext> {
  code: string;
  severity: 'error' | 'warning';
  check(context: Context): Iterable<Violation>;
}

/** A rule that needs something to compare with. */
export type ChangeRule = Rule<ChangeContext>;

/** A violation at the value of a path. */
export function at(source: SourceFile, path: Path, message: Text, action: Text): Violation {
  return { file: source.file, at: source.at(path), message, action };
}

/** A violation at the key of a path. */
export function atKey(source: SourceFile, path: Path, message: Text, action: Text): Violation {
  return { file: source.file, at: source.keyAt(path), message, action };
}
