import { describe, expect, it } from 'vitest';
import { BUCKETS, bucketOf } from '../../src/domain/bucket.ts';
import type { TenantId } from '../../src/domain/ids.ts';

describe('bucketOf', () => {
  it('is the first byte of the SHA-256 of the id, now and for ever', () => {
    // printf yamada-shoji | sha256sum
    expect(bucketOf('yamada-shoji' as TenantId)).toBe(213);
  });

  it('spreads tenants over all buckets', () => {
    const used = new Set(Array.from({ length: 10_000 }, (_, i) => bucketOf(`t${i}` as TenantId)));
    expect(used.size).toBe(BUCKETS);
  });
});
