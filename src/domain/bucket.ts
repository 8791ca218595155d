import { createHash } from 'node:crypto';
import type { TenantId } from './ids.ts';

/** How many buckets tenants are spread over. Fixed for ever: shards move buckets, tenants never change theirs. */
export const BUCKETS = 256;

/** A tenant's bucket, 0 to 255: the first byte of the SHA-256 of its id. */
export function bucketOf(tenant: TenantId): number {
  return createHash('sha256').update(tenant).digest()[0] ?? 0;
}
