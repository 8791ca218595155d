import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Digest } from '../../../src/domain/ids.ts';
import type { Machine, Run } from '../../../src/node/agent/machine.ts';
import { Taker } from '../../../src/node/agent/taker.ts';
import { AmiClosed } from '../../../src/node/ami/connection.ts';
import type { Facts } from '../../../src/node/desired/facts.ts';
import type { LoadedPart } from '../../../src/node/desired/part.ts';
import type { Difference } from '../../../src/node/live/difference.ts';

const part = (name: string, release: string, files: [string, string][] = []): LoadedPart => ({
  name,
  release: release.repeat(64) as Digest,
  generation: 1,
  files: new Map(files),
  tenants: new Map(),
  objects: [],
});
const differs = (place: Difference['place']): Difference[] => [{ place, kind: 'changed', item: 'x' }];

let root: string;
/** What each settling ends with, in turn; the last one from then on. */
let settled: (Difference[] | Error)[];
let ready: boolean[];
let taker: Taker<Run>;
let connect: Machine<Run>['connect'];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'denwaban-taker-'));
  settled = [[]];
  ready = [];
  const machine = {
    program: 'Asterisk',
    connect: (ms: number, signal?: AbortSignal) => connect(ms, signal),
    ready: true,
    lay: async () => {},
    complete: () => true,
    settle: async () => {
      const next = settled.length > 1 ? settled.shift() : settled[0];
      if (next instanceof Error) throw next;
      return next ?? [];
    },
    setReady: async (_ami: unknown, to: boolean) => void ready.push(to),
  } as unknown as Machine<Run>;
  const facts = {
    fill: async (text: string) => text,
    withoutSecrets: (text: string) => text,
  } as unknown as Facts;
  taker = new Taker({
    root,
    facts,
    machine,
    log: () => {},
    onRun: () => {},
  });
  taker.run = { started: 1 } as Run;
});
afterEach(() => rm(root, { recursive: true, force: true }));

const proved = async () => {
  expect(await taker.take([part('cluster', 'a')], [])).toEqual({ state: 'converged' });
  ready = [];
};

test('mail that cannot be put right keeps no caller out', async () => {
  await proved();
  settled = [differs('mail-setting')];
  expect(await taker.take([part('cluster', 'b')], [])).toMatchObject({ state: 'failed', touched: true });
  expect(ready).toEqual([]);
});

test('a dialplan that cannot be given back keeps calls out', async () => {
  await proved();
  settled = [differs('dialplan')];
  expect(await taker.take([part('cluster', 'b')], [])).toMatchObject({ state: 'failed' });
  expect(ready).toEqual([false]);
});

test('a give-back that fails is told as a failure of the release, and keeps calls out', async () => {
  await proved();
  settled = [differs('dialplan'), new Error('no space left on device')];
  expect(await taker.take([part('cluster', 'b')], [])).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('could not be given back: no space left on device'),
  });
  expect(ready).toEqual([false]);
});

test('an Asterisk that ends meanwhile is waited for', async () => {
  await proved();
  settled = [new AmiClosed('gone')];
  expect(await taker.take([part('cluster', 'b')], [])).toEqual({ state: 'ended' });
});

test('a part that the node serves and that cannot be fetched is never taken away by the others', async () => {
  settled = [new Error('must not be settled')];
  expect(await taker.take([part('cluster', 'a')], ['shard-main'])).toMatchObject({
    state: 'failed',
    touched: false,
    problem: expect.stringContaining('shard-main'),
  });
});

test('a dissolved shard is forgotten once nothing is desired of it; one that holds something is not', async () => {
  const full = part('shard-b', 'c', [['gateway/b.json', '{}']]);
  await taker.take([part('cluster', 'a'), part('shard-a', 'b'), full], []);
  await taker.forget(new Set(['cluster']));
  expect([...taker.parts.keys()]).toEqual(['cluster', 'shard-b']);
});

test('an agent that is told to end waits for nothing that does not start', async () => {
  const stop = new AbortController();
  taker.run = undefined;
  taker.signal = stop.signal;
  stop.abort();
  // As a real one does: a long wait, unless it is raised.
  connect = async (_ms, signal) => {
    if (!signal?.aborted) await new Promise(() => {});
    return undefined;
  };
  expect(await taker.take([part('cluster', 'a')], [])).toMatchObject({ state: 'failed' });
});
