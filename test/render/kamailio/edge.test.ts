import { describe, expect, it } from 'vitest';
import type { NodeName, OperatorId, PoolId, TenantId } from '../../../src/domain/ids.ts';
import type { SecretRef, Stack } from '../../../src/model/stack.ts';
import { edgeFiles } from '../../../src/render/kamailio/edge.ts';
import { edgeNumbers } from '../../../src/render/kamailio/numbers.ts';
import { render } from '../../../src/render/render.ts';
import { day, number, stack as sample, tenant } from '../sample.ts';

const op = (id: string, pool: string) => ({
  id: id as OperatorId,
  password: `secret://operator-${id}#1` as SecretRef,
  pools: [pool as PoolId],
});
/** Two groups: 1 is the default pool's, 2 that of pool legal. */
const stack: Stack = {
  ...sample,
  nodes: ['node1', 'node2'].map((name, i) => ({ name: name as NodeName, address: `192.0.2.${i + 1}` })),
  edges: ['edge-a', 'edge-b'].map((name, i) => ({ name: name as NodeName, address: `198.51.100.${i + 1}` })),
  operators: [op('op1', 'default'), op('op2', 'legal')],
  pools: sample.pools.map(({ overflow, ...pool }) => pool),
  poolOf: new Map([['kitazawa-law' as TenantId, 'legal' as PoolId]]),
};
const text = (name: string): string =>
  edgeFiles(stack).find(({ path }) => path === `kamailio/${name}`)?.content ?? '';
const rows = (...tenants: Parameters<typeof edgeNumbers>[0]) =>
  (edgeNumbers(tenants, stack)[0]?.content ?? '').trim().split('\n').slice(1);

describe('a stack without edges', () => {
  it('has no file of theirs', () => {
    const { cluster, numbers } = render([], sample);
    expect([...cluster.files, ...numbers.files].filter(({ path }) => path.startsWith('kamailio/'))).toEqual(
      [],
    );
  });
});

describe('what edges are told', () => {
  it('whose addresses are whose', () => {
    expect(text('address.list').trim().split('\n').slice(1)).toEqual([
      '1 192.0.2.10 32',
      '1 192.0.2.20 32',
      '1 2001:db8::1 128',
      '2 192.0.2.1 32',
      '2 192.0.2.2 32',
      '3 198.51.100.1 32',
      '3 198.51.100.2 32',
      '4 198.51.100.0 24',
      '4 2001:db8:1:: 48',
    ]);
  });

  it('each group’s nodes, the first with the highest priority', () => {
    const lines = text('dispatcher.list').trim().split('\n').slice(1);
    expect(lines).toHaveLength(4);
    for (const group of ['1', '2']) {
      const own = lines.filter((line) => line.startsWith(`${group} `));
      expect(own.map((line) => line.at(-1))).toEqual(['2', '1']);
    }
  });

  it('operators’ passwords as references alone', () => {
    expect(text('tables/operators').trim().split('\n').slice(1)).toEqual([
      'op1:0:0:secret://operator-op1#1:0',
      'op2:0:0:secret://operator-op2#1:0',
    ]);
  });

  it('to speak TLS where they have a certificate, as a reference alone', () => {
    expect(text('kamailio.cfg')).not.toMatch(/tls\.so|listen=tls/);
    const files = edgeFiles({ ...stack, edgeTls: 'secret://edge-tls#3' as SecretRef });
    const content = (name: string) => files.find(({ path }) => path === `kamailio/${name}`)?.content;
    expect(content('tls.pem')).toBe('secret://edge-tls#3\n');
    expect(content('kamailio.cfg')).toMatch(/^listen=tls:@@NODE_ADDRESS@@:5061@@ADVERTISE_TLS@@$/m);
  });

  it('each edge which the other is', () => {
    const cfg = text('kamailio.cfg');
    expect(cfg).toContain(
      '#!ifndef EDGE_edge_a\nmodparam("dmq", "notification_address", "sip:198.51.100.1:5062")',
    );
  });
});

describe('which group answers for a number', () => {
  const held = (id: string, digits: string, from: string, to?: string) => ({
    ...tenant(id),
    numbers: [{ ...number(digits), starts: day(from), ...(to ? { ends: day(to) } : {}) }],
  });

  it('is told only where it is not the default pool’s', () => {
    expect(rows(held('yamada-shoji', '0350000001', '2026-12-01'))).toEqual([]);
    expect(rows(held('kitazawa-law', '0350000002', '2026-12-01'))).toEqual(['0350000002:0:0:99991231-2:0']);
  });

  it('changes with its holder, on the day', () => {
    expect(
      rows(
        held('yamada-shoji', '0350000001', '2028-07-01'),
        held('kitazawa-law', '0350000001', '2026-12-01', '2027-03-31'),
      ),
    ).toEqual(['0350000001:0:0:20270331-2&99991231-1:0']);
  });
});
