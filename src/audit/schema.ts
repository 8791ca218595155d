import { DRAFT, SCHEMA_BASE } from '../validate/schema/words.ts';

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const day = { type: 'string', format: 'date', description: '日本の日付。 / A day in Japan.' } as const;
const texts = { type: 'array', items: text } as const;
const ref = (name: string) => ({ $ref: `#/$defs/${name}` }) as const;
const list = (name: string) => ({ type: 'array', items: ref(name) }) as const;

/** An object of which nothing else is known. @param optional keys that may be missing */
function object<P extends Record<string, object>>(
  properties: P,
  optional: readonly (keyof P & string)[] = [],
) {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', additionalProperties: false, required, properties } as const;
}

function answer(question: string, properties: Record<string, object>, optional: readonly string[] = []) {
  const all = {
    ok: { type: 'boolean' },
    question: { const: question },
    source: ref('source'),
    ...properties,
  };
  return object(all, optional as readonly (keyof typeof all & string)[]);
}

const commit = {
  commit: { ...text, pattern: '^[0-9a-f]{40,64}$' },
  day: { ...day, description: 'この日から有効。 / The day from which on git knew it.' },
  at: { ...text, description: 'コミッターの時計（UTC）。 / The committer’s clock, ISO 8601.' },
  author: {
    ...text,
    description:
      '変更した人。マージではブランチの作者。 / Who wrote it; of a merge, who wrote what was merged.',
  },
  merger: {
    ...text,
    description: 'ブランチに入れた人。 / Who merged it: the committer, or who pressed GitHub’s button.',
  },
  pullRequest: { type: 'integer', minimum: 1 },
  merge: { type: 'boolean' },
} as const;
const usage = { enum: ['forwarding', 'displayed'] } as const;
const kind = { enum: ['phone', 'fax'] } as const;
const states = ['active', 'suspended', 'quarantine', 'reserved', 'available'] as const;
const counts = (names: readonly string[]) => object(Object.fromEntries(names.map((name) => [name, count])));
const holder = {
  number: text,
  tenant: text,
  formerIds: texts,
  usage,
  kind,
  from: day,
  to: day,
  neverBegan: { const: true },
  began: ref('commit'),
  ended: object({ ...commit, how: { enum: ['end-written', 'line-removed', 'file-deleted'] } }, [
    'pullRequest',
  ]),
  identityChecks: list('check'),
  applied: ref('applied'),
} as const;
const maybe = ['formerIds', 'to', 'neverBegan', 'ended', 'applied'] as const;
const said = (properties: Record<string, object>) => ({
  type: 'array',
  items: object({ ...properties, began: ref('commit'), ended: ref('commit') }, ['ended']),
});

/** What the commands of `audit` print as JSON. Published as schema/audit.schema.json. */
export const auditSchema = {
  $schema: DRAFT,
  $id: `${SCHEMA_BASE}/audit.schema.json`,
  title: '監査の答え / Answers of an audit',
  description: 'denwaban audit … --format json',
  oneOf: [ref('number'), ref('tenant'), ref('at'), ref('violations'), ref('retention'), ref('page')],
  $defs: {
    number: answer('number', {
      number: text,
      holders: list('holder'),
      released: said({ usage, on: day }),
      reserved: said({ reason: text }),
      blocks: said({ from: text, to: text, carrier: text }),
    }),
    tenant: answer('tenant', {
      tenant: text,
      customers: {
        type: 'array',
        items: object({
          ids: texts,
          stands: { type: 'boolean' },
          events: list('event'),
          numbers: list('holder'),
        }),
      },
    }),
    at: answer(
      'at',
      {
        day,
        commit: ref('commit'),
        counts: counts(states),
        numbers: {
          type: 'array',
          items: object(
            {
              number: text,
              state: { enum: states },
              tenant: text,
              usage,
              reason: text,
              since: day,
              until: day,
              holder: ref('holder'),
            },
            ['tenant', 'usage', 'reason', 'since', 'until', 'holder'],
          ),
        },
      },
      ['commit'],
    ),
    violations: answer('violations', { day, violations: list('violation'), notes: list('note') }),
    retention: answer('retention', {
      day,
      counts: counts(['in-force', 'kept', 'may-go']),
      records: {
        type: 'array',
        items: object(
          {
            tenant: text,
            recordRef: text,
            state: { enum: ['in-force', 'kept', 'may-go'] },
            ended: day,
            keepUntil: day,
            mayGoFrom: day,
            deleted: ref('commit'),
          },
          ['recordRef', 'ended', 'keepUntil', 'mayGoFrom', 'deleted'],
        ),
      },
    }),
    page: answer('page', { day, numbers: list('chart'), violations: list('violation'), notes: list('note') }),
    chart: object({
      number: text,
      holders: {
        type: 'array',
        items: object(
          {
            ...holder,
            suspensions: {
              type: 'array',
              items: object({ from: day, to: day, reason: text }, ['to', 'reason']),
            },
          },
          [...maybe, 'suspensions'],
        ),
      },
      released: said({ usage, on: day }),
      reserved: said({ reason: text }),
      quarantines: {
        type: 'array',
        items: object({ usage, from: day, to: day, tenant: text }, ['tenant']),
      },
      violations: {
        type: 'array',
        items: count,
        description: 'violations の中の位置。 / Places in `violations`, from 0.',
      },
    }),
    source: object({ branch: text, commit: text, folder: text, since: day, stacks: texts }, ['since']),
    commit: object(commit, ['pullRequest']),
    check: object({ recordRef: text, method: text, verifiedOn: day }, ['recordRef', 'method', 'verifiedOn']),
    applied: {
      type: 'array',
      description:
        'いつ適用されたか。記録がなければ at がない。 / When it was live, by stack; without a record no at.',
      items: object({ stack: text, at: text, sequence: count }, ['at', 'sequence']),
    },
    holder: object(holder, maybe),
    event: object(
      {
        what: text,
        detail: { type: 'object', additionalProperties: text },
        commit: ref('commit'),
        applied: ref('applied'),
      },
      ['applied'],
    ),
    violation: object(
      {
        code: text,
        tenant: text,
        number: text,
        stack: text,
        commit: ref('commit'),
        about: text,
        file: text,
        line: count,
        what: text,
        action: text,
      },
      ['tenant', 'number', 'stack', 'commit', 'about', 'file', 'line'],
    ),
    note: object({ code: text, what: text, file: text, line: count, stack: text, commit: ref('commit') }, [
      'file',
      'line',
      'stack',
      'commit',
    ]),
  },
} as const;
