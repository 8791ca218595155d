import type { NumberKind, UsageMode } from './lent-number.ts';

/** 利用方法, as customers and operators know it. */
export const USAGE_NAMES: Record<UsageMode, string> = {
  forwarding: '電話転送利用',
  displayed: '番号表記利用',
};

/** What a lent number is for, in Japanese. */
export const KIND_NAMES: Record<NumberKind, string> = { phone: '電話', fax: 'FAX' };
