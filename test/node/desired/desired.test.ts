import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/domain/canonical.ts';
import type { TenantId } from '../../../src/domain/ids.ts';
import { compose } from '../../../src/node/desired/desired.ts';
import { Facts } from '../../../src/node/desired/facts.ts';
import { type LoadedPart, tenantObject } from '../../../src/node/desired/part.ts';
import { nodeSettings } from '../../../src/node/settings.ts';

const ENV = {
  DENWABAN_NODE: 'node1',
  DENWABAN_ADDRESS: '127.0.30.11',
  DENWABAN_STORE: 'file:/store',
  DENWABAN_PUBLIC_KEY: '/key',
};
const facts = (value = 'geheim1') => new Facts(nodeSettings(ENV), async () => value);

function part(name: string, files: Record<string, string>): LoadedPart {
  return {
    name,
    release: sha256(name),
    generation: 1,
    files: new Map(Object.entries(files)),
    tenants: new Map(),
    objects: [],
  };
}

function desired(parts: LoadedPart[], by = facts()) {
  return compose(new Map(parts.map((p) => [p.name, p])), by);
}

const cluster = part('cluster', {
  'asterisk/extensions.conf': '#include numbers.conf\n#include tenants-*.conf\n',
});
const numbers = (rows: string[]) =>
  part('numbers', {
    'asterisk/numbers.conf': `[dw-numbers]\n${rows.map((row) => `exten => 0350000001,1,Set(DW_ROW=${row})\n`).join('')}`,
  });
const stub = (shard: string, digest: string) =>
  part(`shard-${shard}`, {
    [`asterisk/tenants-${shard}.conf`]: `[dw-t-a-b]\nexten => s,1,Set(DW_OBJECT=${digest})\n`,
  });

describe('two owners of one number are refused', () => {
  test('on one day of one row', async () => {
    const row =
      'a-b:displayed:phone:20260101:20261231:99991231&c-d:displayed:phone:20261231:99991231:99991231';
    await expect(desired([cluster, numbers([row])])).rejects.toMatchObject({
      code: 'two-owners',
      message: /2026-12-31: a-b and c-d/,
    });
  });

  test('but one after the other is no conflict', async () => {
    const row =
      'a-b:displayed:phone:20260101:20261230:99991231&c-d:displayed:phone:20261231:99991231:99991231';
    await expect(desired([cluster, numbers([row])])).resolves.toBeDefined();
  });

  test('in two rows', async () => {
    const row = (tenant: string) => `${tenant}:displayed:phone:20260101:99991231:99991231`;
    await expect(desired([cluster, numbers([row('a-b'), row('c-d')])])).rejects.toMatchObject({
      message: /0350000001/,
    });
  });

  test('in a row that cannot be read', async () => {
    await expect(desired([cluster, numbers(['a-b'])])).rejects.toMatchObject({ code: 'two-owners' });
  });
});

test('a tenant in two shards with different values is refused, with the same values it is not', async () => {
  await expect(desired([cluster, stub('a', '1'), stub('b', '2')])).rejects.toMatchObject({
    code: 'release-refused',
  });
  await expect(desired([cluster, stub('a', '1'), stub('b', '1')])).resolves.toBeDefined();
});

describe('facts', () => {
  test('fills the node’s own and secrets, and takes secrets out again', async () => {
    const by = facts();
    expect(await by.fill('bind=@@NODE_ADDRESS@@ password=secret://op#1')).toBe(
      'bind=127.0.30.11 password=geheim1',
    );
    expect(by.withoutSecrets('found geheim1')).toBe('found (secret)');
  });

  test('refuses a fact that nodes do not have', async () => {
    await expect(facts().fill('@@MOON@@')).rejects.toMatchObject({ code: 'release-refused' });
  });

  test.each(['a;b', 'a"b', 'a\nb', '', 'a b'])('refuses a secret that would be syntax: %j', async (value) => {
    await expect(facts(value).fill('secret://op#1')).rejects.toMatchObject({ code: 'secret-unfit' });
  });

  test('leaves customers’ words alone', async () => {
    const words = '{"room":"@@MOON@@ secret://op#1"}';
    const { files } = await desired([cluster, part('shard-a', { 'gateway/a.json': words })]);
    expect(files.get('gateway/a.json')).toBe(words);
  });
});

describe('a tenant’s values', () => {
  const text = (astdb: Record<string, unknown>) => JSON.stringify({ format: 1, tenant: 'a-b', astdb });
  test.each([
    ['a line break', { name: 'a\nb' }],
    ['1,001 bytes', { name: 'x'.repeat(1001) }],
    ['a leading space, which the manager interface loses', { name: ' x' }],
    ['no text', { name: 1 }],
    ['a key that is a path', { 'a/b': 'x' }],
    ['a sound’s key that is a path', { 'sound-a/b': 'x' }],
    ['a sound that is no digest', { 'sound-busy': '../../etc/passwd' }],
    ['a key that is a path after a number', { 'line-0/b': 'x' }],
  ])('with %s are refused', (_, astdb) => {
    expect(() => tenantObject(text(astdb), 'a-b' as TenantId)).toThrow(
      expect.objectContaining({ code: 'release-refused' }),
    );
  });

  test('of another tenant, or of an unknown format, are refused', () => {
    expect(() => tenantObject(text({}), 'c-d' as TenantId)).toThrow(/says that it is of a-b/);
    expect(() => tenantObject('{"format":2,"tenant":"a-b","astdb":{}}')).toThrow(/format 2/);
  });
});
