import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parseInstant } from '../../domain/clock.ts';
import { parseLocalDate } from '../../domain/local-date.ts';
import { numbersSchema } from './numbers.ts';
import { stackSchema } from './stack.ts';
import { tenantSchema } from './tenant.ts';

const SCHEMAS = { tenant: tenantSchema, numbers: numbersSchema, stack: stackSchema };

export type SchemaName = keyof typeof SCHEMAS;

/** `verbose`: errors carry the schema around them, which messages are made of. Our own parsers judge the formats; a day
 * outside 2000 to 2199 is a slip, and reckoning with years of five digits would follow. */
export function makeAjv(): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    keywords: ['patternErrorMessage'],
    formats: {
      date: (text: string) => /^2[01]/.test(text) && parseLocalDate(text).ok,
      instant: (text: string) => parseInstant(text).ok,
    },
  });
}

const compiled = new Map<SchemaName, ValidateFunction>();

/** Compiled on first use: most commands need one of them, and compiling takes longer than reading a few files. */
export function validator(name: SchemaName): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const made = makeAjv().compile(SCHEMAS[name]);
  compiled.set(name, made);
  return made;
}
