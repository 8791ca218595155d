import type { KeyObject } from 'node:crypto';
import { canonicalJson, digestOf } from '../domain/canonical.ts';
import { type Digest, parseDigest, parseTenantId, type TenantId } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import { isSignedWith, type Signer } from './release.ts';
import { sideBySide } from './side-by-side.ts';
import type { Blobs } from './store.ts';

const FORMAT = 'denwaban-applied-1';

/** What an apply leaves behind for those who ask years later what was in force and by which commit. No personal data. */
export interface AppliedRecord {
  format: typeof FORMAT;
  stack: string;
  /** Counts up from 1 without gaps. */
  sequence: number;
  /** The digest of the record before; absent in the first. */
  previous?: Digest;
  /** The commit that the project stood at; absent where it is in no git repository. */
  commit?: string;
  /** false: what was applied differs from that commit (tenant folder, stack file, templates), or there is none. */
  clean: boolean;
  /** ISO 8601, UTC, by the clock of the one who applied. */
  at: string;
  /**
   * `incomplete`: written before the first change is made, so that a process that is killed leaves it behind; alone it says that some of the
   * effects, perhaps all, came about. `applied`: written once everything was so.
   */
  outcome: 'applied' | 'incomplete';
  /** The tenants whose change somebody notices, with the plan's digest of each; sorted by tenant. */
  effects: readonly { tenant: TenantId; digest: Digest }[];
  /** Limits that somebody has overridden, and why. */
  override?: { limits: readonly string[]; reason: string };
}

/** What a record is made of, beside its place in the chain. */
export type AppliedFacts = Omit<AppliedRecord, 'format' | 'stack' | 'sequence' | 'previous'>;

interface SignedRecord {
  body: AppliedRecord;
  /** Over the canonical JSON of `body` or, from KMS, over its digest; base64. */
  signature: string;
}

/** A record of the store: what it says, or why it cannot be believed. */
export interface KnownRecord {
  sequence: number;
  /** Of its body, as the next one names it. Absent where there is no body of our form. */
  digest?: Digest;
  record?: AppliedRecord;
  /** Codes `applied-record-form`, `-signature`, `-misplaced`, `-chain`, `-missing`. */
  problem?: Problem;
}

/** The last record of a stack, verified by itself; undefined where nothing was recorded. */
export async function lastRecord(
  blobs: Blobs,
  stack: string,
  publicKeys: readonly KeyObject[],
): Promise<KnownRecord | undefined> {
  const sequence = (await sequences(blobs, stack)).at(-1);
  return sequence === undefined ? undefined : await readRecord(blobs, stack, sequence, publicKeys);
}

/**
 * Puts a record behind the last one, which stays as it is. Who puts at the same moment gets the place after: none is overwritten.
 * @returns the record, and what is wrong with the one before it: that is for an audit to judge, and keeps no apply from going on
 */
export async function putRecord(
  blobs: Blobs,
  stack: string,
  facts: AppliedFacts,
  signer: Signer,
): Promise<{ record: AppliedRecord; doubt?: Problem }> {
  for (;;) {
    const last = await lastRecord(blobs, stack, [signer.publicKey]);
    const sequence = (last?.sequence ?? 0) + 1;
    const previous = last?.digest;
    const record: AppliedRecord = {
      format: FORMAT,
      stack,
      sequence,
      ...(previous === undefined ? {} : { previous }),
      ...facts,
    };
    const signature = Buffer.from(await signer.sign(Buffer.from(canonicalJson(record)))).toString('base64');
    const value = canonicalJson({ body: record, signature } satisfies SignedRecord);
    if (await blobs.put(keys.applied(stack, sequence), value, { ifVersion: null }))
      return { record, ...(last?.problem ? { doubt: last.problem } : {}) };
  }
}

/**
 * Every record of a stack in order, each verified: its form, its signature, its place, and that it follows the one before. What is missing
 * between two is in the list with its problem. That the last ones are missing the store alone cannot tell: an anchor elsewhere does.
 * @param publicKeys the stack's, and those that it had before
 */
export async function readRecords(
  blobs: Blobs,
  stack: string,
  publicKeys: readonly KeyObject[],
): Promise<KnownRecord[]> {
  const there = await sequences(blobs, stack);
  const read = await sideBySide(there, (sequence) => readRecord(blobs, stack, sequence, publicKeys));
  const found: KnownRecord[] = [];
  for (const record of read) {
    for (let gap = (found.at(-1)?.sequence ?? 0) + 1; gap < record.sequence; gap++)
      found.push({
        sequence: gap,
        problem: refusal('missing', stack, gap, { en: 'it is not in the store', ja: 'ストアにありません' }),
      });
    found.push(chained(record, found.at(-1), stack));
  }
  return found;
}

function chained(known: KnownRecord, before: KnownRecord | undefined, stack: string): KnownRecord {
  const { record, sequence, problem } = known;
  // Of what stands before without a digest it is known already that it cannot be believed.
  const unknown = before !== undefined && before.digest === undefined;
  if (problem || !record || unknown || record.previous === before?.digest) return known;
  const why = {
    en: 'it does not follow the record before it: one of the two was exchanged',
    ja: '前の記録につながっていません。どちらかが差し替えられています',
  };
  return { ...known, problem: refusal('chain', stack, sequence, why) };
}

async function sequences(blobs: Blobs, stack: string): Promise<number[]> {
  const prefix = keys.appliedOf(stack);
  const names = (await blobs.list(prefix)).map((key) => key.slice(prefix.length));
  return names.flatMap((name) => (/^\d{8}$/.test(name) ? [Number(name)] : []));
}

async function readRecord(
  blobs: Blobs,
  stack: string,
  sequence: number,
  publicKeys: readonly KeyObject[],
): Promise<KnownRecord> {
  const refuse = (code: string, why: Text) => ({ problem: refusal(code, stack, sequence, why) });
  let value: SignedRecord | undefined;
  try {
    value = (await readJson(blobs, keys.applied(stack, sequence), isSignedRecord))?.value;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'store-value') throw error;
    return {
      sequence,
      ...refuse('form', { en: 'it is none that this program knows', ja: 'このプログラムの知らない形です' }),
    };
  }
  if (!value)
    return { sequence, ...refuse('missing', { en: 'it is not in the store', ja: 'ストアにありません' }) };
  const { body } = value;
  const digest = digestOf(body);
  const known = { sequence, digest, record: body };
  const { signature } = value;
  if (!publicKeys.some((key) => isSignedWith(key, { body, signature }, digest)))
    return {
      ...known,
      ...refuse('signature', { en: 'it is not signed with our key', ja: 'こちらの鍵で署名されていません' }),
    };
  if (body.stack !== stack || body.sequence !== sequence)
    return {
      ...known,
      ...refuse('misplaced', {
        en: `it is the record ${body.sequence} of stack ${body.stack}`,
        ja: `スタック ${body.stack} の記録 ${body.sequence} です`,
      }),
    };
  return known;
}

function refusal(code: string, stack: string, sequence: number, why: Text): Problem {
  const key = keys.applied(stack, sequence);
  return new Problem(
    `applied-record-${code}`,
    { en: `${key}: ${why.en}`, ja: `${key}: ${why.ja}` },
    {
      en: 'find out who wrote to the store, and put back what it had: its bucket keeps versions, a folder has a backup',
      ja: '誰がストアに書いたか調べ、元の内容に戻してください。バケットは版を残し、フォルダーにはバックアップがあります',
    },
  );
}

function isSignedRecord(value: unknown): value is SignedRecord {
  return isRecord(value) && typeof value.signature === 'string' && isBody(value.body);
}

function isBody(body: unknown): body is AppliedRecord {
  return (
    isRecord(body) &&
    body.format === FORMAT &&
    typeof body.stack === 'string' &&
    Number.isSafeInteger(body.sequence) &&
    isOptional(body.previous, isDigest) &&
    isOptional(body.commit, (commit) => typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit)) &&
    typeof body.clean === 'boolean' &&
    typeof body.at === 'string' &&
    (body.outcome === 'applied' || body.outcome === 'incomplete') &&
    Array.isArray(body.effects) &&
    body.effects.every((e) => isRecord(e) && isTenant(e.tenant) && isDigest(e.digest)) &&
    isOptional(body.override, isOverride)
  );
}

function isOverride(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.reason === 'string' &&
    Array.isArray(value.limits) &&
    value.limits.every((limit) => typeof limit === 'string')
  );
}

function isOptional(value: unknown, accepts: (value: unknown) => boolean): boolean {
  return value === undefined || accepts(value);
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && parseDigest(value).ok;
}

function isTenant(value: unknown): boolean {
  return typeof value === 'string' && parseTenantId(value).ok;
}
