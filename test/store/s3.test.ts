import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../src/domain/canonical.ts';
import { keys } from '../../src/store/keys.ts';
import { putObjects } from '../../src/store/objects.ts';
import { openStore } from '../../src/store/open.ts';
import { openS3 } from '../../src/store/s3.ts';
import type { Blobs } from '../../src/store/store.ts';
import { type Moto, makeBucket, startMoto } from '../aws/moto.ts';
import { behavesAsStore, text } from './contract.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
}, 90_000);
afterAll(() => moto.end());
afterEach(() => vi.unstubAllEnvs());

let made = 0;
async function bucket(): Promise<string> {
  for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
  const name = `store-${++made}`;
  await makeBucket(name);
  return name;
}
const fresh = async (): Promise<Blobs> => openS3(await bucket());

describe('a bucket as store', () => {
  behavesAsStore(fresh);
});

describe('a part of a bucket as store', () => {
  behavesAsStore(async () => openStore(`s3://${await bucket()}/denwaban/prod`, '/'));

  it('sees nothing of what lies beside it', async () => {
    const name = await bucket();
    const [one, two] = [openStore(`s3://${name}/one`, '/'), openStore(`s3://${name}/one-more`, '/')];
    await one.put('a', 'of one');
    await two.put('a', 'of two');
    expect(await one.list('')).toEqual(['a']);
    await one.delete('a');
    expect(text(await two.get('a'))).toBe('of two');
    expect(await openS3(name).list('')).toEqual(['one-more/a']);
  });
});

const objects = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ digest: sha256(`object ${i}`), content: `object ${i}` }));

describe('many values in a bucket', { timeout: 60_000 }, () => {
  it('are listed over pages, and deleted over batches', async () => {
    const blobs = await fresh();
    expect(await putObjects(blobs, objects(1_050))).toBe(1_050);
    const listed = await blobs.list(keys.objects);
    expect(listed).toHaveLength(1_050);
    expect(listed).toEqual(listed.toSorted());
    await blobs.delete(...listed);
    expect(await blobs.list('')).toEqual([]);
  });

  it('are put again only where an interruption left them out', async () => {
    const blobs = await fresh();
    const puts: string[] = [];
    let left = 120;
    const cut: Blobs = {
      ...blobs,
      async put(key, body, options) {
        if (left-- <= 0) throw new Error('cut off');
        return await blobs.put(key, body, options);
      },
    };
    await expect(putObjects(cut, objects(300))).rejects.toThrow('cut off');
    const there = new Set(await blobs.list(keys.objects));
    expect(there.size).toBeGreaterThan(80);
    const counted: Blobs = {
      ...blobs,
      put(key, body, options) {
        puts.push(key);
        return blobs.put(key, body, options);
      },
    };
    expect(await putObjects(counted, objects(300))).toBe(300 - there.size);
    expect(puts.filter((key) => there.has(key))).toEqual([]);
    expect(await blobs.list(keys.objects)).toHaveLength(300);
  });
});

describe('a bucket that does not serve', { timeout: 60_000 }, () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** An S3 that answers as it is told. */
  async function answering(answer: (request: number) => { status: number; code?: string } | 'cut' | 'pass') {
    let requests = 0;
    server = createServer((request, response) => {
      const told = answer(++requests);
      if (told === 'cut') return void request.socket.destroy();
      request.resume();
      const passed = told === 'pass' ? { status: 200 } : told;
      const body = 'code' in passed ? `<Error><Code>${passed.code}</Code><Message>m</Message></Error>` : '';
      response.writeHead(passed.status, { 'content-type': 'application/xml' }).end(body);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    for (const [name, value] of Object.entries(moto.env)) vi.stubEnv(name, value);
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as { port: number }).port}`);
    return { requests: () => requests };
  }

  it('is named where it is missing', async () => {
    await bucket();
    const absent = openS3('absent');
    for (const call of [
      () => absent.get('a'),
      () => absent.put('a', 'x', { ifVersion: null }),
      () => absent.list(''),
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: 'store-missing',
        message: 'the bucket s3://absent does not exist',
      });
    }
  });

  it('is named where it refuses us, without a word of the request', async () => {
    await answering(() => ({ status: 403, code: 'AccessDenied' }));
    const error = await openS3('ours')
      .get('a')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'store-denied', action: expect.stringContaining('s3:GetObject') });
    expect(String(error)).not.toMatch(/Signature|Credential=|X-Amz/i);
  });

  it('is asked again in passing trouble, and named where it lasts', async () => {
    const asked = await answering((n) =>
      n < 3 ? { status: 503, code: 'SlowDown' } : { status: 404, code: 'NoSuchKey' },
    );
    expect(await openS3('ours').get('a')).toBeUndefined();
    expect(asked.requests()).toBe(3);
    server?.close();
    await answering(() => 'cut');
    await expect(openS3('ours').list('')).rejects.toMatchObject({ code: 'store-unreachable' });
  });

  it('is tried again where two puts met, and the race is lost at last', async () => {
    const asked = await answering((n) =>
      n < 3 ? { status: 409, code: 'ConditionalRequestConflict' } : 'pass',
    );
    expect(await openS3('ours').put('a', 'x', { ifVersion: null })).toBe(true);
    expect(asked.requests()).toBe(3);
    server?.close();
    await answering(() => ({ status: 409, code: 'ConditionalRequestConflict' }));
    expect(await openS3('ours').put('a', 'x', { ifVersion: '"1"' })).toBe(false);
  });

  it('does not take its own put for another’s where the answer was lost', async () => {
    const blobs = await fresh();
    const endpoint = moto.env.AWS_ENDPOINT_URL;
    let lost = 0;
    // Every put arrives; the first answer to each does not.
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(
          ([name]) => !['connection', 'content-length', 'expect'].includes(name),
        ),
      ) as Record<string, string>;
      const answer = await fetch(`${endpoint}${request.url}`, {
        method: request.method ?? 'GET',
        headers,
        ...(body.length > 0 ? { body } : {}),
      });
      if (request.method === 'PUT' && answer.ok && lost++ === 0) return void request.socket.destroy();
      response
        .writeHead(answer.status, Object.fromEntries(answer.headers))
        .end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const name = `store-${made}`;
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as { port: number }).port}`);
    const shaky = openS3(name);
    expect(await shaky.put('a', 'ours', { ifVersion: null })).toBe(true);
    expect(lost).toBe(1);
    expect(await shaky.put('a', 'again', { ifVersion: null })).toBe(false);
    expect(text(await blobs.get('a'))).toBe('ours');
  });

  it('is named where there are no credentials', async () => {
    await bucket();
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    vi.stubEnv('HOME', '/nonexistent');
    await expect(openS3('ours').get('a')).rejects.toMatchObject({ code: 'aws-credentials' });
  });
});
