import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildStack } from '../../src/model/build-stack.ts';
import { source } from './source.ts';

function read(name: string, ...changes: readonly (readonly [from: string, to: string])[]) {
  const file = `stacks/Pulumi.${name}.yaml`;
  let text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return buildStack(name, source(file, text));
}

describe('a stack in AWS', () => {
  it.each([
    ['prod', 3, true],
    ['staging', 2, false],
  ])('%s is read', (name, zones, protect) => {
    const built = read(name);
    expect(built).not.toHaveProperty('problems');
    expect('stack' in built && built.stack.aws).toMatchObject({
      account: '123456789012',
      protect,
      media: ['198.51.100.128/25'],
    });
    expect('stack' in built && built.stack.edges).toMatchObject([{ name: 'edge1' }, { name: 'edge2' }]);
    expect('stack' in built && built.stack.aws?.zones).toHaveLength(zones);
  });

  it('has defaults that cost nobody a service', () => {
    const built = read(
      'prod',
      ['    protect: true\n', ''],
      ['    media: [198.51.100.128/25]\n', ''],
      ['    machines: { node: c6i.large, edge: t3.small }\n', ''],
      [', branch: main', ''],
    );
    expect('stack' in built && built.stack.aws).toMatchObject({
      protect: true,
      media: [],
      machines: { node: 't3.medium', edge: 't3.small' },
      github: { branch: 'main' },
    });
  });

  it.each([
    ['s3://denwaban-prod-store-123456789012', 'file:somewhere', ['stack-aws-store']],
    ['engine: pulumi', 'engine: embedded', ['stack-aws-engine']],
    ['report.denwaban.example', 'report.elsewhere.example', ['stack-aws-domain']],
    ['report.denwaban.example', 'report-denwaban.example', ['stack-aws-domain']],
    ['https://cards.denwaban.example', 'http://cards.denwaban.example', ['stack-aws-cards']],
    ['https://cards.denwaban.example', 'https://cards.elsewhere.example', ['stack-aws-cards']],
    [
      'https://cards.denwaban.example/cards',
      'https://cards.denwaban.example:8443/cards',
      ['stack-aws-cards'],
    ],
    ['https://cards.denwaban.example/cards', 'https://cards.denwaban.example/other', ['stack-aws-cards']],
    ['10.20.16.21', '10.20.48.21', ['stack-aws-address']],
    [', address: 10.20.16.21', '', ['stack-aws-address']],
    [
      'denwaban:edges:\n    - { name: edge1, address: 10.20.0.10 }\n    - { name: edge2, address: 10.20.16.10 }',
      'other:edges: []',
      ['stack-aws-edges'],
    ],
    ['denwaban:edgeTls: "secret://edge-tls#1"', 'other:edgeTls: x', ['stack-aws-edge-tls']],
    ['name: edge2', 'name: node2', ['stack-name-twice']],
    ['name: edge2', 'name: edge1', ['stack-name-twice']],
    ['10.20.16.21', '10.20.0.10', ['stack-name-twice']],
    ['"123456789012"', '123456789012', ['wrong-type']],
    ['zones: [a, c, d]', 'zones: [a]', ['wrong-count']],
    ['alarms@denwaban.example', 'alarms', ['wrong-form']],
    ['protect: true', 'protected: true', ['unknown-key']],
  ])('%s → %s', (from, to, codes) => {
    const built = read('prod', [from, to]);
    expect('problems' in built ? built.problems.map((p) => p.code) : []).toEqual(codes);
  });
});
