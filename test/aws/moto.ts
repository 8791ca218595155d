import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const PYTHON = join(import.meta.dirname, '../../.denwaban/python/bin/python');
const SERVER = join(import.meta.dirname, 'moto_server.py');
const PATIENCE_MS = 60_000;

/** A stand-in for AWS on this machine's loopback. */
export interface Moto {
  endpoint: string;
  /** What the SDK reads: endpoint, region and made-up credentials. */
  env: Record<string, string>;
  /** Forgets everything. */
  reset(): Promise<void>;
  end(): Promise<void>;
}

/** Starts moto's server on a free port; its own process, which `end` ends. */
export async function startMoto(): Promise<Moto> {
  if (!existsSync(PYTHON)) throw new Error('moto is not there yet. Run: npm run setup');
  const server = spawn(PYTHON, [SERVER], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A log line for each request costs as much as the request.
    env: { ...process.env, PYTHONUNBUFFERED: '1', NO_COLOR: '1' },
  });
  process.once('exit', () => server.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`moto did not start: ${said}`)), PATIENCE_MS);
    const hear = (chunk: Buffer): void => {
      said = said.length > 10_000 ? '' : said + chunk;
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`moto ended with ${code}: ${said}`)));
  });
  return {
    endpoint,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    async reset() {
      await fetch(`${endpoint}/moto-api/reset`, { method: 'POST' });
    },
    async end() {
      server.kill('SIGKILL');
      await ended;
    },
  };
}

/** Makes a bucket, where the environment's variables are moto's. */
export async function makeBucket(name: string): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: 'ap-northeast-1' } as const;
  await new S3Client({ forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }),
  );
}
