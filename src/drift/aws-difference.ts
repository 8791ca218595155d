import type { Refreshed, Sides } from '../apply/engines/pulumi/refresh.ts';
import { maskAddresses } from '../domain/mask.ts';
import { oneLine } from '../domain/one-line.ts';
import type { Difference } from './report.ts';

/** What Pulumi shows in place of a secret. */
const SECRET = '[secret]';
/** Longer values (policies, start scripts) say nothing in a report, and may hold what nobody should read there. Characters. */
const SHOWN = 200;

const KINDS: Record<string, Difference['kind']> = { add: 'unowned', delete: 'missing' };

/** A resource in AWS that is otherwise than state has it: one difference for each property, or one where it is gone. */
export function awsDifferences({ token, name, op, diff, state, live }: Refreshed): Difference[] {
  const resource = `${token} ${name}`;
  const head = { place: 'AWS' } as const;
  if (op === 'delete' || !live)
    return [{ ...head, kind: 'missing', item: resource, expected: shown(state.id) }];
  const paths = Object.entries(diff);
  if (paths.length === 0) return [{ ...head, kind: 'changed', item: resource }];
  return paths.map(([path, { diffKind, inputDiff }]) => {
    // A property that makes another resource necessary is `add-replace`.
    const kind = KINDS[diffKind.replace('-replace', '')] ?? 'changed';
    const value = (side: Sides) => valueAt(inputDiff ? side.inputs : side.outputs, path);
    return {
      ...head,
      kind,
      item: `${resource}: ${path}`,
      ...(kind === 'unowned' ? {} : named('expected', value(state))),
      ...(kind === 'missing' ? {} : named('found', value(live))),
    };
  });
}

function named(key: 'expected' | 'found', value: unknown): Pick<Difference, 'expected' | 'found'> {
  return value === undefined ? {} : { [key]: shown(value) };
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.includes(SECRET)) return 'a secret';
  const { length } = [...text];
  return length > SHOWN ? `${length} characters` : oneLine(maskAddresses(text), SHOWN);
}

/** The value at a path of Pulumi's: `ingress[0].cidrBlocks`, `tags["a.b"]`. undefined: there is none. */
function valueAt(properties: unknown, path: string): unknown {
  let value = properties;
  for (const [, quoted, index, word] of path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    if (value === SECRET) return value;
    if (typeof value !== 'object' || value === null) return undefined;
    const key = quoted?.replace(/\\(.)/g, '$1') ?? index ?? word ?? '';
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}
