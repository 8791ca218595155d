import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { described, keysOf, type SchemaNode } from '../../../scripts/reference/keys.ts';
import { makeAjv } from '../../../src/validate/schema/compile.ts';
import { numbersSchema } from '../../../src/validate/schema/numbers.ts';
import { stackSchema } from '../../../src/validate/schema/stack.ts';
import { tenantSchema } from '../../../src/validate/schema/tenant.ts';

const SCHEMAS = [
  ['tenant', tenantSchema],
  ['numbers', numbersSchema],
  ['stack', stackSchema],
] as const;

interface Node {
  type?: string;
  additionalProperties?: unknown;
  patternProperties?: unknown;
  properties?: Record<string, Node>;
  items?: Node;
  maxLength?: number;
  pattern?: string;
  enum?: unknown;
  format?: string;
  patternErrorMessage?: string;
  examples?: unknown[];
}

function* nodes(schema: Node, path = ''): Generator<[path: string, node: Node]> {
  yield [path, schema];
  for (const [key, child] of Object.entries(schema.properties ?? {})) yield* nodes(child, `${path}/${key}`);
  if (schema.items) yield* nodes(schema.items, `${path}[]`);
}

describe.each(SCHEMAS)('schema/%s.schema.json', (name, schema) => {
  const all = [...nodes(schema as unknown as Node)];

  it('is published as it is in the source (node scripts/write-schema.mjs writes it)', () => {
    const file = fileURLToPath(new URL(`../../../schema/${name}.schema.json`, import.meta.url));
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it('is a schema of draft 2020-12 that compiles in strict mode', () => {
    const ajv = makeAjv();
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it('knows every key, so that a slip is found', () => {
    // At the top of a stack file other tools keep their own.
    const objects = all.filter(([path, n]) => n.type === 'object' && !(name === 'stack' && path === ''));
    expect(objects.length).toBeGreaterThan(2);
    for (const [path, node] of objects) expect(node.additionalProperties, path).toBeDefined();
    for (const [path, node] of objects) expect(node.additionalProperties, path).not.toBe(true);
  });

  it('says of every pattern what is expected, in words', () => {
    for (const [path, node] of all) {
      if (node.pattern !== undefined || node.format !== undefined) {
        if (path.endsWith('/pools[]')) continue;
        expect(node.patternErrorMessage, path).toMatch(/\w/);
      }
    }
  });

  it('explains every key in Japanese and English', () => {
    for (const { path, node } of keysOf(schema as unknown as SchemaNode)) {
      if (name === 'stack' && path === 'config') continue;
      const description = node.description ?? '';
      expect(described(description, 'ja'), path).toMatch(/[\p{Script=Han}\p{Script=Katakana}]|^API/u);
      expect(described(description, 'en'), path).toMatch(/^[^\p{Script=Hiragana}]*[A-Za-z]{2}/u);
      expect(described(description, 'ja'), path).not.toBe(described(description, 'en'));
    }
  });

  it('has an example of every value that is not one of a few', () => {
    for (const { path, node } of keysOf(schema as unknown as SchemaNode)) {
      const value = node.type === 'array' ? (node.items ?? {}) : node;
      if (value.properties || value.additionalProperties || value.enum || value.type === 'boolean') continue;
      expect(node.examples ?? value.examples ?? [], path).not.toHaveLength(0);
    }
  });

  it('has examples that it accepts', () => {
    const ajv = makeAjv();
    for (const [path, node] of all) {
      for (const example of node.examples ?? [])
        expect(ajv.validate(node, example), `${path} ${example}`).toBe(true);
    }
  });
});

describe('free text of a tenant file', () => {
  it('fits into a value of AstDB, 1,000 bytes, whatever its characters', () => {
    const texts = [...nodes(tenantSchema as unknown as Node)].filter(
      ([path, n]) =>
        n.type === 'string' && n.enum === undefined && n.format === undefined && !path.includes('/chatwork/'),
    );
    expect(texts.length).toBeGreaterThan(10);
    const bounded = texts.filter(([, n]) => n.maxLength !== undefined);
    for (const [path, node] of bounded) expect((node.maxLength ?? 0) * 4, path).toBeLessThanOrEqual(1_016);
    // What has no length of its own has a pattern that bounds it.
    for (const [path, node] of texts.filter(([, n]) => n.maxLength === undefined)) {
      expect(node.pattern, path).toBeDefined();
      expect(new RegExp(node.pattern ?? '').test('1'.repeat(300)), path).toBe(false);
    }
  });
});
