import type { TenantId } from '../../domain/ids.ts';
import type { Finding, Place } from '../../store/store.ts';

/** A finding with what would mend it, where reloading the place's files would not. */
export interface Difference extends Finding {
  mend?: () => Promise<unknown>;
}

/** One thing that can be compared: what it is, what it does, whose it is. */
export interface Thing {
  does: string;
  tenant?: TenantId | undefined;
  /** What a person is told in place of `does`: without secrets, personal data masked. */
  shown?: string;
}

/**
 * Compares everything that runs in one place with everything that should, extras included.
 * @param mend what puts one item right; without it the place is mended by its files alone
 */
export function compare(
  place: Place,
  expected: ReadonlyMap<string, Thing>,
  found: ReadonlyMap<string, Thing>,
  mend?: (item: string, kind: Finding['kind']) => (() => Promise<unknown>) | undefined,
): Difference[] {
  const differences: Difference[] = [];
  const add = (
    kind: Finding['kind'],
    item: string,
    want: Thing | undefined,
    have: Thing | undefined,
  ): void => {
    const tenant = want?.tenant ?? have?.tenant;
    const how = mend?.(item, kind);
    differences.push({
      place,
      kind,
      item,
      ...(tenant === undefined ? {} : { tenant }),
      ...(want === undefined ? {} : { expected: show(want) }),
      ...(have === undefined ? {} : { found: show(have) }),
      ...(how === undefined ? {} : { mend: how }),
    });
  };
  for (const [item, want] of expected) {
    const have = found.get(item);
    if (!have) add('missing', item, want, undefined);
    else if (have.does !== want.does) add('changed', item, want, have);
  }
  for (const [item, have] of found) if (!expected.has(item)) add('unowned', item, undefined, have);
  return differences;
}

function show(thing: Thing): string {
  return thing.shown ?? thing.does;
}
