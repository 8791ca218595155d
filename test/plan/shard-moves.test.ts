import { expect, it } from 'vitest';
import type { ShardName } from '../../src/domain/ids.ts';
import { type ShardChange, shardsToMoveFirst } from '../../src/plan/shard-moves.ts';

/** `a: x1 y1 > x1`: shard a has tenants x and y with values 1, and is to have x. `-`: there is no such shard. */
function first(...lines: string[]): string[] {
  const side = (text: string) =>
    new Map(
      text
        .split(' ')
        .filter((t) => t !== '')
        .map((t) => [t.slice(0, 1), t.slice(1)]),
    );
  const shards = lines.map((line) => {
    const [, name = '', before = '', after = ''] = /^(\w+): (.*?) ?> ?(.*)$/.exec(line) ?? [];
    const change = {
      ...(before === '-' ? {} : { before: side(before) }),
      ...(after === '-' ? {} : { after: side(after) }),
    };
    return [name, change as unknown as ShardChange] as const;
  });
  return shardsToMoveFirst(new Map(shards) as unknown as ReadonlyMap<ShardName, ShardChange>);
}

it.each([
  ['nothing moves', ['a: x1 > x2 z1', 'b: y1 >'], []],
  ['a tenant moves', ['a: x1 y1 > y2', 'b: > x1'], ['b']],
  ['a shard is new', ['a: x1 y1 > x1', 'b: - > y1'], ['b']],
  ['a shard is new and empty', ['a: x1 > x1', 'b: - >'], ['b']],
  ['a shard is dissolved', ['a: x1 > -', 'b: y1 > x1 y2'], ['b']],
  ['a shard gives to one and gets from another', ['a: x1 > z1', 'b: > x1', 'c: z1 >'], ['b', 'a']],
  ['an interrupted move goes on', ['a: x1 > ', 'b: x1 > x1'], []],
  ['an interrupted move goes on with a change', ['a: > ', 'b: x1 > x2', 'c: x1 > '], ['c']],
  ['an interrupted dissolution goes on with a change', ['a: x1 > -', 'b: x1 > x2'], ['a']],
  ['an interrupted move is taken back with a change', ['a: x1 > x2', 'b: x1 >'], ['b']],
])('where %s', (_, lines, expected) => {
  expect(first(...lines)).toEqual(expected);
});

it.each([
  ['tenant-moved-and-changed', ['a: x1 >', 'b: > x2']],
  ['tenant-moved-and-changed', ['a: x1 > -', 'b: - > x2']],
  ['shards-exchange-tenants', ['a: x1 > y1', 'b: y1 > x1']],
  ['shards-exchange-tenants', ['a: x1 > z1', 'b: y1 > x1', 'c: z1 > y1']],
])('%s is refused: %j', (code, lines) => {
  expect(() => first(...lines)).toThrow(expect.objectContaining({ code }));
});
