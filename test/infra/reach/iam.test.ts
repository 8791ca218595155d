import { describe, expect, it } from 'vitest';
import { conditionsHold } from './iam/condition.ts';
import { like, type Statement } from './iam/document.ts';
import { evaluate, type Principal } from './iam/evaluate.ts';

const ARN = 'arn:aws:iam::1:role/r';
const one = (more: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action: 's3:Get*',
  Resource: 'b/*',
  ...more,
});
const who = (identity: Statement[], boundary?: Statement[]): Principal => ({
  kind: 'identity',
  arn: ARN,
  account: '1',
  identity,
  ...(boundary ? { boundary } : {}),
});
const ask = { action: 's3:GetObject', resource: 'b/x', context: { tls: 'true', none: undefined } };

describe('IAM', () => {
  it.each<[string, Principal, Statement[], string]>([
    ['says no where nobody says yes', who([]), [], 'refused'],
    ['allows what the identity may', who([one()]), [], 'allowed'],
    ['knows actions of any case', who([one({ Action: 'S3:getobject' })]), [], 'allowed'],
    ['lets Deny win', who([one(), one({ Effect: 'Deny', Action: '*', Resource: '*' })]), [], 'refused'],
    ['lets a bucket’s Deny win', who([one()]), [one({ Effect: 'Deny', Principal: '*' })], 'refused'],
    ['keeps within the boundary', who([one()], [one({ Resource: 'c/*' })]), [], 'refused'],
    ['allows what both allow', who([one()], [one()]), [], 'allowed'],
    [
      'allows all but some actions',
      who([one({ Action: undefined, NotAction: 'iam:*' } as never)]),
      [],
      'allowed',
    ],
    ['allows what the bucket allows', who([]), [one({ Principal: { AWS: ARN } })], 'allowed'],
    [
      'hands nothing over for buckets',
      who([]),
      [one({ Principal: { AWS: 'arn:aws:iam::1:root' } })],
      'refused',
    ],
    ['lets the world in by a bucket alone', { kind: 'world' }, [one({ Principal: '*' })], 'allowed'],
    ['takes a role for no world', { kind: 'world' }, [one({ Principal: { AWS: ARN } })], 'refused'],
  ])('%s', (_what, principal, resource, verdict) => {
    expect(evaluate(principal, ask, resource)).toBe(verdict);
  });

  it.each([
    ['itself', one({ Principal: { AWS: ARN } }), [], 'allowed'],
    [
      'the account, and the identity may',
      one({ Principal: { AWS: 'arn:aws:iam::1:root' } }),
      [one()],
      'allowed',
    ],
    [
      'the account, and the identity may not',
      one({ Principal: { AWS: 'arn:aws:iam::1:root' } }),
      [],
      'refused',
    ],
    ['somebody else', one({ Principal: { AWS: 'arn:aws:iam::1:role/s' } }), [one()], 'refused'],
  ])('a key’s policy names %s', (_whom, key, identity, verdict) => {
    expect(evaluate(who(identity), ask, [key], { delegates: true })).toBe(verdict);
  });

  // As the table of condition operators in IAM's documentation says of keys that are absent.
  it.each([
    ['StringEquals', 'tls', 'true', true],
    ['StringEquals', 'none', 'true', false],
    ['StringNotEquals', 'tls', 'true', false],
    ['StringNotEquals', 'none', 'true', true],
    ['StringEqualsIfExists', 'none', 'true', true],
    ['StringNotEqualsIfExists', 'none', 'true', true],
    ['Bool', 'none', 'false', false],
    ['Bool', 'tls', 'TRUE', true],
    ['Null', 'none', 'true', true],
    ['Null', 'tls', 'true', false],
    ['Null', 'none', 'false', false],
    ['StringLike', 'tls', 't*e', true],
    ['ArnNotEquals', 'none', 'x', true],
  ])('%s of %s with %s: %s', (operator, key, value, expected) => {
    expect(conditionsHold({ [operator]: { [key]: value } }, ask.context)).toBe(expected);
  });

  it.each([
    ['nodes/*/status', 'nodes/node1/status', true],
    ['nodes/*/status', 'nodes/a/b/status', true],
    ['secret-??????', 'secret-AbCdEf', true],
    ['secret-??????', 'secret-long-AbCdEf', false],
    ['a.c', 'abc', false],
  ])('%s is like %s: %s', (pattern, text, expected) => {
    expect(like(pattern, text)).toBe(expected);
  });
});
