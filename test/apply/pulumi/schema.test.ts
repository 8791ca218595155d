import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pulumiSchema } from '../../../src/apply/engines/pulumi/schema.ts';
import { typeToken } from '../../../src/apply/engines/pulumi/types.ts';
import type { NationalNumber } from '../../../src/domain/lent-number.ts';
import type { Tenant } from '../../../src/model/tenant.ts';
import { desiredResources } from '../../../src/plan/desired.ts';
import { chatworkReport, day, sampleRendering, sampleStack, sampleTenant } from '../../plan/sample.ts';

const yamada = sampleTenant('yamada', '0350000001');
/** With everything that may be there. */
const tenants: Tenant[] = [
  {
    ...yamada,
    contract: {
      ...yamada.contract,
      ends: day('2027-11-30'),
      suspended: { since: day('2027-01-10'), reason: 'police-request' },
    },
    numbers: yamada.numbers.map((held) => ({
      ...held,
      ends: day('2027-11-30'),
      forwardedFrom: { number: '0661234567' as NationalNumber, line: 'ntt-fixed' },
    })),
  },
  sampleTenant('sato', '0350000002', chatworkReport('佐藤様', { roomId: 77 })),
];
const stack = sampleStack();
const resources = desiredResources(
  sampleRendering(tenants, stack),
  { tenants, quarantineDays: { displayed: 365, forwarding: 90 } },
  stack,
  new Uint8Array(32),
);

interface Property {
  type?: string;
  $ref?: string;
  items?: Property;
}
type Properties = Record<string, Property>;
const types = pulumiSchema.types as unknown as Record<string, { properties: Properties; required: string[] }>;

/** Everything about a value that its schema does not say. */
function untold(value: unknown, property: Property | undefined, at: string): string[] {
  if (!property) return [`${at}: not in the schema`];
  if (property.$ref !== undefined) {
    const type = types[property.$ref.replace('#/types/', '')];
    return type
      ? objectUntold(value as object, type.properties, type.required, at)
      : [`${at}: no ${property.$ref}`];
  }
  if (property.type === 'array')
    return (value as unknown[]).flatMap((item, i) => untold(item, property.items, `${at}[${i}]`));
  const is = property.type === 'integer' ? Number.isInteger(value) : typeof value === property.type;
  return is ? [] : [`${at}: ${typeof value} is no ${property.type}`];
}

function objectUntold(
  value: object,
  properties: Properties,
  required: readonly string[],
  at: string,
): string[] {
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, v]) => untold(v, properties[name], `${at}.${name}`)),
  ];
}

describe('the schema', () => {
  it('is true to what is registered', () => {
    const found = resources.flatMap(({ type, inputs }) => {
      const resource = pulumiSchema.resources[typeToken(type)];
      if (!resource) return [`no ${type}`];
      return objectUntold(
        inputs,
        resource.inputProperties as unknown as Properties,
        resource.requiredInputs,
        type,
      );
    });
    expect(found).toEqual([]);
    expect(new Set(resources.map(({ type }) => typeToken(type)))).toEqual(
      new Set(Object.keys(pulumiSchema.resources)),
    );
  });

  it('is published as it is', () => {
    const published = readFileSync(new URL('../../../pulumi/schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(pulumiSchema)));
  });
});
