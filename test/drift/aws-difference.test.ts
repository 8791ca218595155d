import { describe, expect, it } from 'vitest';
import type { Refreshed } from '../../src/apply/engines/pulumi/refresh.ts';
import { awsDifferences } from '../../src/drift/aws-difference.ts';

/** A resource whose inputs differ at some paths. */
function refreshed(
  diff: Record<string, string>,
  state: Record<string, unknown>,
  live: Record<string, unknown>,
): Refreshed {
  return {
    token: 'aws:ec2/securityGroup:SecurityGroup',
    name: 'edge',
    op: 'update',
    diff: Object.fromEntries(
      Object.entries(diff).map(([path, diffKind]) => [path, { diffKind, inputDiff: true }]),
    ),
    state: { id: 'sg-1', inputs: state, outputs: {} },
    live: { id: 'sg-1', inputs: live, outputs: {} },
  };
}

const GROUP = 'aws:ec2/securityGroup:SecurityGroup edge';

describe('a resource in AWS that is otherwise than in state', () => {
  it('is told property by property, with what state and AWS have there', () => {
    const found = awsDifferences(
      refreshed(
        { 'ingress[0].cidrBlocks[1]': 'add', 'tags["a.b"]': 'update', vpcId: 'delete-replace' },
        { ingress: [{ cidrBlocks: ['192.0.2.0/26'] }], tags: { 'a.b': 'x' }, vpcId: 'vpc-1' },
        { ingress: [{ cidrBlocks: ['192.0.2.0/26', '0.0.0.0/0'] }], tags: { 'a.b': 'y' } },
      ),
    );
    expect(found).toEqual([
      { place: 'AWS', kind: 'unowned', item: `${GROUP}: ingress[0].cidrBlocks[1]`, found: '0.0.0.0/0' },
      { place: 'AWS', kind: 'changed', item: `${GROUP}: tags["a.b"]`, expected: 'x', found: 'y' },
      { place: 'AWS', kind: 'missing', item: `${GROUP}: vpcId`, expected: 'vpc-1' },
    ]);
  });

  it('is read from its outputs where these differ', () => {
    const one = refreshed({ arn: 'update' }, {}, {});
    const outputs = {
      ...one,
      diff: { arn: { diffKind: 'update', inputDiff: false } },
      state: { ...one.state, outputs: { arn: 'a' } },
      live: { id: 'sg-1', inputs: {}, outputs: { arn: 'b' } },
    };
    expect(awsDifferences(outputs)).toMatchObject([{ expected: 'a', found: 'b' }]);
  });

  it('is told as a whole where it is gone, and where nobody says what differs', () => {
    const { live: _, ...gone } = { ...refreshed({}, {}, {}), op: 'delete' };
    expect(awsDifferences(gone)).toEqual([{ place: 'AWS', kind: 'missing', item: GROUP, expected: 'sg-1' }]);
    expect(awsDifferences(refreshed({}, {}, {}))).toEqual([{ place: 'AWS', kind: 'changed', item: GROUP }]);
  });

  it('shows no secret, nobody’s address, no long text, and nothing that a terminal obeys', () => {
    const shown = (state: unknown, live: unknown, path = 'a') =>
      awsDifferences(refreshed({ [path]: 'update' }, { a: state }, { a: live }));
    expect(shown('[secret]', '[secret]')).toMatchObject([{ expected: 'a secret', found: 'a secret' }]);
    expect(shown({ b: '[secret]' }, ['[secret]'])).toMatchObject([
      { expected: 'a secret', found: 'a secret' },
    ]);
    expect(shown('[secret]', 'x', 'a.b[0]')).toMatchObject([{ expected: 'a secret' }]);
    expect(shown('alarms@denwaban.example', 'taro@yamada.example')).toMatchObject([
      { expected: 'a…@denwaban.example', found: 't…@yamada.example' },
    ]);
    expect(shown('x'.repeat(201), 'y\u001b[31m\nz\u202e')).toMatchObject([
      { expected: '201 characters', found: 'y [31m z' },
    ]);
  });

  it('finds nothing behind names that every object has', () => {
    const found = awsDifferences(refreshed({ 'constructor.name': 'update' }, {}, {}));
    expect(found).toEqual([{ place: 'AWS', kind: 'changed', item: `${GROUP}: constructor.name` }]);
  });
});
