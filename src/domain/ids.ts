import { type Brand, bad, ok, type Parsed } from './brand.ts';

/** A client company's id: its file's name. Also a context in the dialplan and the local part of a report address. */
export type TenantId = Brand<string, 'TenantId'>;
/** A person's id in the roster: the part after `+` of a report address. */
export type PersonId = Brand<string, 'PersonId'>;
/** An operator's id: a SIP account. */
export type OperatorId = Brand<string, 'OperatorId'>;
/** An operator pool's id: a queue. */
export type PoolId = Brand<string, 'PoolId'>;
/** A node's name: a folder of the store. */
export type NodeName = Brand<string, 'NodeName'>;
/** A shard's name: the part of the tenants that one release carries. */
export type ShardName = Brand<string, 'ShardName'>;
/** SHA-256, 64 hexadecimal characters, lower case. */
export type Digest = Brand<string, 'Digest'>;

/** Ids are safe in a dialplan context, a mail address, a file name and a URL, which is why they are this narrow. */
export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{1,30}[a-z0-9])$/;
const SHORT_ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

export function parseTenantId(text: string): Parsed<TenantId> {
  return ID_PATTERN.test(text)
    ? ok(text as TenantId)
    : bad(
        '3 to 32 characters of a-z, 0-9 and -, beginning and ending with a letter or digit',
        'a-z、0-9、- の 3 〜 32 文字（最初と最後は英字か数字）',
      );
}

function shortId<T extends string>(text: string): Parsed<Brand<string, T>> {
  return SHORT_ID_PATTERN.test(text)
    ? ok(text as Brand<string, T>)
    : bad(
        '1 to 32 characters of a-z, 0-9 and -, beginning and ending with a letter or digit',
        'a-z、0-9、- の 1 〜 32 文字（最初と最後は英字か数字）',
      );
}

export const parsePersonId = (text: string): Parsed<PersonId> => shortId<'PersonId'>(text);
export const parseOperatorId = (text: string): Parsed<OperatorId> => shortId<'OperatorId'>(text);
export const parsePoolId = (text: string): Parsed<PoolId> => shortId<'PoolId'>(text);
export const parseNodeName = (text: string): Parsed<NodeName> => shortId<'NodeName'>(text);
export const parseShardName = (text: string): Parsed<ShardName> => shortId<'ShardName'>(text);

export function parseDigest(text: string): Parsed<Digest> {
  return /^[0-9a-f]{64}$/.test(text)
    ? ok(text as Digest)
    : bad('64 hexadecimal characters', '64 桁の十六進数');
}
