// Publishes the JSON Schemas that editors use for tenant, numbers and stack files and programs for plans and audits (schema/*.json), and the
// provider's schema for Pulumi (pulumi/schema.json), from their source in src.
import { writeFile } from 'node:fs/promises';
import { pulumiSchema } from '../src/apply/engines/pulumi/schema.ts';
import { auditSchema } from '../src/audit/schema.ts';
import { planSchema } from '../src/plan/print/json-schema.ts';
import { numbersSchema } from '../src/validate/schema/numbers.ts';
import { stackSchema } from '../src/validate/schema/stack.ts';
import { tenantSchema } from '../src/validate/schema/tenant.ts';

for (const [name, schema] of Object.entries({
  tenant: tenantSchema,
  numbers: numbersSchema,
  stack: stackSchema,
  plan: planSchema,
  audit: auditSchema,
})) {
  await writeFile(
    new URL(`../schema/${name}.schema.json`, import.meta.url),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );
}

await writeFile(
  new URL('../pulumi/schema.json', import.meta.url),
  `${JSON.stringify(pulumiSchema, undefined, 2)}\n`,
);
