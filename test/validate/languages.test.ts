import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosticsText } from '../../src/commands/format/diagnostics.ts';
import type { Text } from '../../src/domain/language.ts';
import { formOf } from '../../src/validate/schema/form.ts';
import { numbersSchema } from '../../src/validate/schema/numbers.ts';
import { stackSchema } from '../../src/validate/schema/stack.ts';
import { tenantSchema } from '../../src/validate/schema/tenant.ts';
import { expectSpoken } from '../words.ts';
import { diagnose, FIXTURES, fixtureNames } from './fixtures.ts';

describe('what is said of a mistake', () => {
  it.each(fixtureNames('invalid'))('%s is said in both languages, with the same values', async (name) => {
    const diagnostics = await diagnose(join(FIXTURES, 'invalid', name));
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { code, message, action } of diagnostics) {
      expectSpoken(message, code);
      expectSpoken(action, code);
    }
  });

  it('has its place and its code in both', async () => {
    const diagnostics = await diagnose(join(FIXTURES, 'invalid', 'number-not-owned'));
    const place = (line: string) => line.split(/ (?:error|エラー) | number-not-owned/)[0];
    const [en, ja] = (['en', 'ja'] as const).map((language) =>
      diagnosticsText(diagnostics, language).split('\n'),
    );
    expect(ja?.map(place)).toEqual(en?.map(place));
    expect(ja?.[0]).toMatch(/ エラー number-not-owned: .*。.*ください。$/);
    expect(en?.[0]).toMatch(/ error number-not-owned: .*, /);
  });
});

interface Node {
  pattern?: string;
  format?: string;
  properties?: Record<string, Node>;
  items?: Node;
}

function* forms(node: Node, path = ''): Generator<[path: string, form: Text | undefined]> {
  if (node.pattern !== undefined || node.format !== undefined) yield [path, formOf(node)];
  for (const [key, child] of Object.entries(node.properties ?? {})) yield* forms(child, `${path}/${key}`);
  if (node.items) yield* forms(node.items, `${path}[]`);
}

describe.each([
  ['tenant', tenantSchema],
  ['numbers', numbersSchema],
  ['stack', stackSchema],
] as const)('the schema %s', (_name, schema) => {
  it('says what every value is to look like in both', () => {
    const found = [...forms(schema as unknown as Node)].filter(([path]) => !path.endsWith('/pools[]'));
    expect(found.length).toBeGreaterThan(3);
    for (const [path, form] of found) expectSpoken(form ?? { en: '', ja: '' }, path);
  });
});
