import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Digest } from './ids.ts';

/**
 * The one spelling of a JSON value (RFC 8785: sorted keys, no white space), so that equal values have equal digests on every machine.
 * Throws on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** SHA-256 as 64 hexadecimal characters; text is taken as UTF-8. */
export function sha256(bytes: Uint8Array | string): Digest {
  return createHash('sha256').update(bytes).digest('hex') as Digest;
}

/** The digest by which a JSON value is kept and named: of its canonical spelling. */
export function digestOf(value: unknown): Digest {
  return sha256(canonicalJson(value));
}

/** HMAC-SHA256 in hexadecimal: tells that two texts are equal without letting anyone guess them who lacks the key. */
export function hmac(key: Uint8Array | string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
