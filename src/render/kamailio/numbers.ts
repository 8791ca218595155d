import { lastDay } from '../../domain/interval.ts';
import { intervalsOf } from '../../model/build-numbers.ts';
import { poolOf } from '../../model/build-stack.ts';
import { defaultGroup, groupOfPool, poolGroups } from '../../model/pool-groups.ts';
import type { Stack } from '../../model/stack.ts';
import type { Tenant } from '../../model/tenant.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { type Kamailio, kamailio } from '../writers/kamailio.ts';

/**
 * Which group answers for a lent number until when: `20270331-2&99991231-1`. Numbers that the default pool's group answers for, which are
 * all in most stacks, are left out. None where the stack has no edges.
 */
export function edgeNumbers(tenants: readonly Tenant[], stack: Stack): RenderedFile[] {
  if (stack.edges.length === 0) return [];
  const groups = poolGroups(stack);
  const usual = defaultGroup(groups).id;
  const groupOf = new Map(tenants.map(({ id }) => [id, groupOfPool(groups, poolOf(stack, id)).id]));
  const rows = [...intervalsOf(tenants)].flatMap(([number, intervals]) => {
    const held = intervals.map((interval) => ({
      group: groupOf.get(interval.tenant) ?? usual,
      until: lastDay(interval),
    }));
    if (held.every(({ group }) => group === usual)) return [];
    const value = kamailio.join(held.map(row), '&');
    return [{ key: kamailio.number(number), value }];
  });
  return [renderedFile('kamailio/tables/numbers', fill('kamailio/table', { rows }))];
}

function row({ group, until }: { group: number; until: string }): Kamailio {
  return kamailio.text`${kamailio.day(until)}-${kamailio.integer(group)}`;
}
