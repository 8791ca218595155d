import type { Effect, Side } from '../effect.ts';
import { LIMITS } from '../limits.ts';

const CODES = [
  'number-taken',
  'number-released',
  'number-dates',
  'number-usage',
  'number-kind',
  'forwarded-from',
  'contract-dates',
  'suspended',
  'suspension-moved',
  'resumed',
  'hours',
  'blocked-callers',
  'withheld-refused',
  'announcement',
  'pool',
  'company',
  'channel',
  'addresses',
  'recipients',
  'room-made',
  'room-adopted',
  'room-left',
  'room-changed',
  'room-invitation',
  'fee',
] as const satisfies readonly Effect['code'][];

// Fails to compile where an effect has no place in the schema.
null as unknown as Exclude<Effect['code'], (typeof CODES)[number]> satisfies never;

const SIDES = ['caller', 'operator', 'recipient', 'billing'] as const satisfies readonly Side[];
const action = { enum: ['create', 'update', 'delete'] } as const;
const day = { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' } as const;
const digest = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const text = { type: 'string' } as const;

function object<P extends object>(properties: P, optional: readonly (keyof P & string)[] = []) {
  const required = Object.keys(properties).filter((name) => !(optional as readonly string[]).includes(name));
  return { type: 'object', required, properties } as const;
}

const effect = {
  type: 'object',
  required: ['side', 'code'],
  properties: {
    side: { enum: SIDES, description: 'Who notices it first.' },
    code: { enum: CODES },
    number: { type: 'string', pattern: '^0[0-9]{9,10}$', description: 'The lent number, digits alone.' },
    usage: { enum: ['forwarding', 'displayed'] },
    kind: { enum: ['phone', 'fax'] },
    from: day,
    to: { ...day, description: 'The last day; absent: open.' },
    since: day,
    days: { enum: ['weekdays', 'saturdays', 'holidays'] },
    moment: text,
    roomId: { type: 'integer' },
    before: { description: 'As it was: by code a number, a word, days, yen a month; absent: nothing.' },
    after: { description: 'As it will be.' },
  },
} as const;

/** The JSON of `denwaban plan --format json`, for programs that read it. Fields are added over time: none of them is forbidden. */
export const planSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'denwaban plan --format json',
  ...object({
    ok: { const: true },
    stack: text,
    date: { ...day, description: 'The day that the files were checked for.' },
    against: object({ kind: { enum: ['applied', 'base'] }, ref: text }, ['ref']),
    tenants: {
      type: 'array',
      description: 'Tenants that somebody will notice something of, sorted.',
      items: object({ tenant: text, action, effects: { type: 'array', items: effect }, digest }),
    },
    toolkit: {
      ...object(
        { cluster: action, numbers: action, rendered: count, releases: { type: 'array', items: text } },
        ['cluster', 'numbers'],
      ),
      description: 'What toolkit or stack change.',
    },
    fees: {
      ...object({ before: count, after: count }),
      description: 'Yen a month, tax included, over all tenants.',
    },
    changes: {
      type: 'array',
      description: 'Everything that an engine would do.',
      items: object({
        type: { enum: ['Cluster', 'Numbers', 'Tenant', 'ChatworkRoom', 'Release'] },
        name: text,
        action,
        paths: { type: 'array', items: object({ path: text, kind: { enum: ['add', 'delete', 'update'] } }) },
      }),
    },
    limits: {
      type: 'array',
      description: 'Limits of the stack that it is over; apply then wants --override.',
      items: object({ limit: { enum: LIMITS }, touched: count, of: count, allowed: count }),
    },
    warnings: {
      type: 'array',
      items: object({
        code: text,
        severity: { const: 'warning' },
        file: text,
        line: count,
        column: count,
        message: text,
        action: text,
      }),
    },
  }),
} as const;
