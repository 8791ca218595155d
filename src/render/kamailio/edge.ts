import { byCodeUnit } from '../../domain/order.ts';
import { defaultGroup, type PoolGroup, poolGroups } from '../../model/pool-groups.ts';
import type { Stack } from '../../model/stack.ts';
import { OPERATOR_CODES } from '../asterisk/announcements.ts';
import { renderedFile } from '../file.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { type Kamailio, kamailio } from '../writers/kamailio.ts';

/** An edge asks a call's node so often whether it still has the call, in seconds: the least that Kamailio takes. */
const KEEP_SECONDS = 30;
/** An operator is free so long after the last word of the edge that had the call, in seconds. */
const BUSY_SECONDS = 45;

/** Whose addresses these are, as kamailio.cfg names them. */
const WHO = { carriers: 1, nodes: 2, edges: 3, operators: 4 } as const;

/** An edge's files but for the table of numbers; none where the stack has no edges. */
export function edgeFiles(stack: Stack): RenderedFile[] {
  if (stack.edges.length === 0) return [];
  const groups = poolGroups(stack);
  return [
    file('kamailio.cfg', configuration(stack, groups)),
    file('address.list', fill('kamailio/address.list', { addresses: addresses(stack) })),
    file('dispatcher.list', fill('kamailio/dispatcher.list', { groups: groups.map(listed) })),
    ...(stack.edgeTls === undefined
      ? []
      : [
          file('tls.cfg', fill('kamailio/tls.cfg')),
          file('tls.pem', fill('kamailio/tls.pem', { pem: kamailio.secret(stack.edgeTls) })),
        ]),
    file('tables/operators', fill('kamailio/table', { rows: operators(stack) })),
  ];
}

function configuration(stack: Stack, groups: readonly PoolGroup[]): string {
  return fill('kamailio/kamailio.cfg', {
    edges: stack.edges.map(({ name, address }) => ({
      word: kamailio.word(name),
      address: kamailio.address(address),
    })),
    tls: stack.edgeTls !== undefined,
    defaultGroup: kamailio.integer(defaultGroup(groups).id),
    pauseCode: kamailio.code(OPERATOR_CODES.paused),
    backCode: kamailio.code(OPERATOR_CODES.back),
    keepSeconds: kamailio.integer(KEEP_SECONDS),
    busySeconds: kamailio.integer(BUSY_SECONDS),
  });
}

function addresses(stack: Stack): Record<'group' | 'address' | 'bits', Kamailio>[] {
  const who: readonly (readonly [number, readonly string[]])[] = [
    [WHO.carriers, stack.trunks.flatMap((trunk) => trunk.addresses)],
    [WHO.nodes, stack.nodes.flatMap(({ address }) => address ?? [])],
    [WHO.edges, stack.edges.map(({ address }) => address)],
    [WHO.operators, stack.report.operatorNetworks],
  ];
  return who.flatMap(([group, networks]) =>
    [...new Set(networks)].sort(byCodeUnit).map((network) => {
      const [address = '', bits] = network.split('/');
      return {
        group: kamailio.integer(group),
        address: kamailio.address(address),
        bits: kamailio.integer(Number(bits ?? (address.includes(':') ? 128 : 32))),
      };
    }),
  );
}

/** The first of a group's nodes has the highest priority. */
function listed({ id, nodes }: PoolGroup) {
  return {
    id: kamailio.integer(id),
    nodes: nodes.map((address, index) => ({
      address: kamailio.address(address),
      priority: kamailio.integer(nodes.length - index),
    })),
  };
}

function operators(stack: Stack): Record<'key' | 'value', Kamailio>[] {
  return stack.operators
    .toSorted((a, b) => byCodeUnit(a.id, b.id))
    .map(({ id, password }) => ({ key: kamailio.id(id), value: kamailio.secret(password) }));
}

function file(name: string, content: string): RenderedFile {
  return renderedFile(`kamailio/${name}`, content);
}
