import { form } from './form.ts';
import { DRAFT, date, lentNumber, NUMBER_KINDS, SCHEMA_BASE, text, USAGE } from './words.ts';

const days = (description: string, example: number) => ({
  type: 'integer',
  minimum: 0,
  maximum: 3650,
  description,
  examples: [example],
});

/** tenants/_numbers.yaml. Published as schema/numbers.schema.json. */
export const numbersSchema = {
  $schema: DRAFT,
  $id: `${SCHEMA_BASE}/numbers.schema.json`,
  title: '番号 / Our numbers',
  description: '自社が保有する番号帯。 / The number blocks that we own.',
  type: 'object',
  additionalProperties: false,
  required: ['blocks', 'quarantineDays'],
  properties: {
    blocks: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      description: '番号帯。両端を含む。 / Blocks, both ends included.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to', 'carrier', 'kinds'],
        properties: {
          from: lentNumber('最初の番号。 / First number.'),
          to: lentNumber('最後の番号。 / Last number.'),
          carrier: {
            type: 'string',
            pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
            ...form('a name of a-z, 0-9 and -, such as ntt-com-03', 'a-z、0-9、- の名前（ntt-com-03 など）'),
            description: '通信事業者。 / The carrier.',
            examples: ['ntt-com-03'],
          },
          kinds: {
            type: 'array',
            minItems: 1,
            maxItems: NUMBER_KINDS.length,
            uniqueItems: true,
            description: '使える用途。 / What its numbers can be lent for.',
            // Items of a scalar type are compared in linear time.
            items: { type: 'string', enum: NUMBER_KINDS },
          },
        },
      },
    },
    quarantineDays: {
      type: 'object',
      description: '解約後に再利用しない日数。 / Days in which a released number is given to nobody.',
      additionalProperties: false,
      required: ['displayed', 'forwarding'],
      properties: {
        displayed: days('番号表記利用。印刷物に残るため長め。 / Displayed: it is in print.', 365),
        forwarding: days('電話転送利用。 / Forwarding.', 90),
      },
    },
    released: {
      type: 'array',
      description: 'このリポジトリより前の利用者が手放した番号。 / Holders from before this repository.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['number', 'usage', 'on'],
        properties: {
          number: lentNumber('番号。 / The number.'),
          usage: USAGE,
          on: date('最後の利用日。 / Last day of use.'),
        },
      },
    },
    reserved: {
      type: 'array',
      description: '貸し出さない番号。 / Numbers that are kept back.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['number', 'reason'],
        properties: {
          number: lentNumber('番号。 / The number.'),
          reason: text(100, '理由。 / Why.', ['test line']),
        },
      },
    },
  },
} as const;
