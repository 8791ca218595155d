import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { same, type Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { AWS_CLIENT, awsError, awsProblem } from './aws.ts';
import { checkKey } from './keys.ts';
import type { Blobs, Entry } from './store.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** How often a put is tried that met another one at the very same moment. */
const CONFLICTS = 5;
/** Keys that S3 deletes at once. */
const BATCH = 1_000;

/**
 * The store as an S3 bucket. A value's version is its ETag; conditional puts are S3's own (If-None-Match, If-Match), so that they hold
 * between machines. How values are encrypted is the bucket's default.
 *
 * Problems `store-denied`, `store-missing`, `store-region`, `store-unreachable`, `store-failed`, `aws-credentials`, `aws-region`.
 *
 * @param prefix what all keys begin with, without a slash at its end; for a bucket with other things in it
 */
export function openS3(bucket: string, prefix = ''): Blobs {
  const base = prefix === '' ? '' : `${prefix}/`;
  const where = { en: `the bucket s3://${bucket}`, ja: `バケット s3://${bucket}` };
  const full = (key: string): string => `${base}${checkKey(key)}`;

  let opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined;
  /** The SDK takes a while to load, and most commands never need it. */
  const open = () => {
    opened ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: newClient(sdk, bucket) }));
    return opened;
  };
  /** Runs a request; `tolerate` says what an answer means that is no failure to us. */
  const ask = async <T>(
    request: (sdk: Sdk, client: S3Client) => Promise<T>,
    tolerate: (failure: ReturnType<typeof awsError>) => { value: T } | undefined = () => undefined,
  ): Promise<T> => {
    const { sdk, client } = await open();
    try {
      return await request(sdk, client);
    } catch (error) {
      const tolerated = tolerate(awsError(error));
      if (tolerated) return tolerated.value;
      throw problemOf(error, where);
    }
  };

  /** Whether it is this very put that lies there: the answer to a first try that arrived may have been lost. */
  const isOurs = (key: string, mark: string): Promise<boolean> =>
    ask(
      async (sdk, client) => {
        const { Metadata } = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: full(key) }));
        return Metadata?.put === mark;
      },
      ({ status }) => (status === 404 ? { value: false } : undefined),
    );

  const putIf = async (key: string, input: PutObjectCommandInput): Promise<boolean> => {
    const mark = randomUUID();
    for (let tries = 1; ; tries++) {
      const answer = await ask<'put' | 'conflict' | 'lost' | 'unsure'>(
        async (sdk, client) => {
          await client.send(new sdk.PutObjectCommand({ ...input, Metadata: { put: mark } }));
          return 'put';
        },
        ({ name, status, attempts }) => {
          if (status === 412) return { value: attempts > 1 || tries > 1 ? 'unsure' : 'lost' };
          // If-Match, and the key is gone.
          if (name === 'NoSuchKey') return { value: 'lost' };
          return name === 'ConditionalRequestConflict' ? { value: 'conflict' } : undefined;
        },
      );
      if (answer === 'unsure') return await isOurs(key, mark);
      if (answer !== 'conflict') return answer === 'put';
      if (tries === CONFLICTS) return false;
      await sleep(Math.random() * 50 * 2 ** tries);
    }
  };

  const entries = async (wanted: string): Promise<Entry[]> => {
    const found: Entry[] = [];
    let next: string | undefined;
    do {
      const page = await ask((sdk, client) =>
        client.send(
          new sdk.ListObjectsV2Command({
            Bucket: bucket,
            Prefix: `${base}${wanted}`,
            ...(next === undefined ? {} : { ContinuationToken: next }),
          }),
        ),
      );
      for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
        found.push({ key: Key.slice(base.length), size: Size, modified: LastModified?.getTime() ?? 0 });
      }
      next = page.NextContinuationToken;
    } while (next !== undefined);
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  };

  return {
    get: (key) =>
      ask(
        async (sdk, client) => {
          const found = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: full(key) }));
          return {
            body: (await found.Body?.transformToByteArray()) ?? new Uint8Array(),
            version: found.ETag ?? '',
          };
        },
        ({ name }) => (name === 'NoSuchKey' ? { value: undefined } : undefined),
      ),

    async put(key, body, { ifVersion } = {}) {
      const input = { Bucket: bucket, Key: full(key), Body: Buffer.from(body) };
      if (ifVersion === null) return await putIf(key, { ...input, IfNoneMatch: '*' });
      if (ifVersion !== undefined) return await putIf(key, { ...input, IfMatch: ifVersion });
      await ask((sdk, client) => client.send(new sdk.PutObjectCommand(input)));
      return true;
    },

    async delete(...keys) {
      const Keys = keys.map((key) => ({ Key: full(key) }));
      for (let i = 0; i < Keys.length; i += BATCH) {
        const Delete = { Objects: Keys.slice(i, i + BATCH), Quiet: true };
        const { Errors } = await ask((sdk, client) =>
          client.send(new sdk.DeleteObjectsCommand({ Bucket: bucket, Delete })),
        );
        const first = Errors?.[0];
        if (first) throw problemOf({ name: first.Code, $metadata: {} }, where);
      }
    },

    entries,
    list: async (wanted) => (await entries(wanted)).map(({ key }) => key),
  };
}

function newClient(sdk: Sdk, bucket: string): S3Client {
  // An endpoint that is named has no name of its own for each bucket, and a certificate fits none with a full stop in it.
  const named = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return new sdk.S3Client({ ...AWS_CLIENT, forcePathStyle: Boolean(named) || bucket.includes('.') });
}

function problemOf(error: unknown, where: Text): unknown {
  const { name, status } = awsError(error);
  if (name === 'NoSuchBucket') {
    return new Problem(
      'store-missing',
      { en: `${where.en} does not exist`, ja: `${where.ja} がありません` },
      { en: 'mend its name in the stack, or make it', ja: 'スタックの名前を直すか、作ってください' },
      {
        cause: error,
      },
    );
  }
  if (name === 'PermanentRedirect' || status === 301) {
    const why = {
      en: `${where.en} is in another region than the one that is set`,
      ja: `${where.ja} は設定と別のリージョンにあります`,
    };
    return new Problem(
      'store-region',
      why,
      {
        en: 'set AWS_REGION to the region of the bucket',
        ja: 'AWS_REGION をバケットのリージョンにしてください',
      },
      { cause: error },
    );
  }
  const right = same('s3:GetObject, s3:PutObject, s3:DeleteObject, s3:ListBucket');
  return awsProblem(error, { what: 'store', where, right });
}
