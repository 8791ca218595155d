import { ID_PATTERN } from '../../domain/ids.ts';
import { form } from './form.ts';
import { IPV4 } from './ipv4.ts';

/**
 * Building blocks of the schemas. {@link form} is what editors and we show where a pattern is not met.
 * Descriptions are Japanese first, for those who write tenant files, then English.
 */

/** No blank at either end: AMI loses them, and nobody sees them. */
export const NOT_BLANK_AT_ENDS = '^\\S([\\s\\S]*\\S)?$';

/**
 * Free text of at most `maxLength` characters. Four bytes a character at worst: up to 250 characters fit into the 1,000 bytes
 * that a value of AstDB may have.
 */
export function text(maxLength: number, description: string, examples: readonly string[]) {
  return {
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: NOT_BLANK_AT_ENDS,
    ...form('text without a blank at its beginning or end', '前後に空白のない文字'),
    description,
    examples,
  };
}

export function date(description: string) {
  return {
    type: 'string',
    format: 'date',
    // What editors see at once; the format knows the calendar.
    pattern: '^2[01][0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$',
    ...form(
      'a date that exists, from 2000 to 2199, written YYYY-MM-DD',
      '2000 年から 2199 年までの実在する日付（YYYY-MM-DD）',
    ),
    description,
    examples: ['2026-12-01'],
  };
}

/** An id of 3 to 32 characters: a tenant. */
export function id(description: string, examples: readonly string[]) {
  return {
    type: 'string',
    pattern: ID_PATTERN.source,
    ...form(
      '3 to 32 characters of a-z, 0-9 and -, beginning and ending with a letter or digit',
      'a-z、0-9、- の 3 〜 32 文字（最初と最後は英字か数字）',
    ),
    description,
    examples,
  };
}

/** An id of 1 to 32 characters: a person, an operator, a pool, a node, a shard. */
export function shortId(description: string, examples: readonly string[]) {
  return {
    type: 'string',
    pattern: SHORT_ID,
    ...form(
      '1 to 32 characters of a-z, 0-9 and -, beginning and ending with a letter or digit',
      'a-z、0-9、- の 1 〜 32 文字（最初と最後は英字か数字）',
    ),
    description,
    examples,
  };
}

export const SHORT_ID = '^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$';

export function lentNumber(description: string) {
  return {
    type: 'string',
    pattern: '^(?:03-?[0-9]{4}-?[0-9]{4}|050-?[1-9][0-9]{3}-?[0-9]{4})$',
    ...form(
      'Tokyo 03 (03-XXXX-XXXX) or 050 (050-XXXX-XXXX, the digit after 050 not 0), as dialled inside Japan; nothing else is lent',
      '国内でかける形の東京 03（03-XXXX-XXXX）か 050（050-XXXX-XXXX、050 の次は 0 以外）の番号',
    ),
    description,
    examples: ['03-5000-0001', '050-1000-0001'],
  };
}

export const USAGE = {
  enum: ['forwarding', 'displayed'],
  description: '利用方法。forwarding: 電話転送利用、displayed: 番号表記利用。 / Usage mode; one per number.',
};

export const NUMBER_KINDS = ['phone', 'fax'];

export const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** Where the published schemas say they live; nothing is fetched from there. */
export const SCHEMA_BASE = 'https://denwaban.example/schema';

/** An address or the name of a host. */
export const host = (description: string, example: string) => ({
  type: 'string',
  // Digits and full stops alone are an address, or a slip in one.
  pattern: `^(?:${IPV4}|(?![0-9.]+$)[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)$`,
  ...form('an address or the name of a host', 'アドレスかホスト名'),
  description,
  examples: [example],
});

/** A number as parseNationalNumber takes it, hyphens anywhere: 11 digits where the third is 0, else 10. */
export const NATIONAL = '0[1-9]-?(?:0(?:-?[0-9]){8}|[1-9](?:-?[0-9]){7})';

/** A reference to a secret. */
export const secret = (description: string, example = 'secret://operator-op1#1') => ({
  type: 'string',
  pattern: '^secret://[a-z0-9][a-z0-9-]{0,62}#[1-9][0-9]{0,8}$',
  ...form(
    'a reference secret://name#version; the secret itself is never written here',
    '秘密そのものではなく、secret://name#version の形の参照',
  ),
  description,
  examples: [example],
});
