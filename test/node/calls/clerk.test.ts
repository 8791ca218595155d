import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NodeName } from '../../../src/domain/ids.ts';
import { CallClerk } from '../../../src/node/calls/clerk.ts';
import { openFolder } from '../../../src/store/folder.ts';
import type { Blobs } from '../../../src/store/store.ts';

const NOW = Date.parse('2027-03-01T10:00:00+09:00');
const MINUTE = 60_000;
const id = (n: number) => `0b0c7c1e-0000-4000-8000-00000000000${n}`;

let folder: string;
let blobs: Blobs;
let now: number;
/** When the running Asterisk started. */
let asterisk: number;
/** What the clerks say of reports: node, tenant, seconds since the call. */
let reported: string[];
/** What they say of calls: node, tenant, outcome, pages. */
let counted: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-calls-'));
  blobs = openFolder(join(folder, 'store'));
  now = NOW;
  asterisk = NOW - 60 * MINUTE;
  reported = [];
  counted = [];
});
afterEach(() => rm(folder, { recursive: true }));

async function clerkOf(node: string, failing?: Blobs): Promise<CallClerk> {
  const root = join(folder, node);
  for (const spool of ['calls', 'reports']) await mkdir(join(root, 'spool', spool), { recursive: true });
  return new CallClerk({
    root,
    blobs: failing ?? blobs,
    node: node as NodeName,
    within: 1_800,
    clock: async () => 0,
    asterisk: async () => asterisk,
    counted: ({ tenant, outcome, pages }) => counted.push(`${node} ${tenant} ${outcome} ${pages}`),
    reported: (tenant, delay) => reported.push(`${node} ${tenant} ${delay}`),
  });
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(join(folder, path), text);
  await utimes(join(folder, path), now / 1000, now / 1000);
}

/** As the dialplan does. */
const journal = (node: string, line: string) => {
  const seconds = String(now / 1000);
  const file = join(folder, node, 'spool/calls', seconds.slice(0, 7));
  return appendFile(file, line.replace('NOW', seconds));
};
const answers = (node: string, call: string, tenant = 'yamada-shoji') =>
  journal(node, `${tenant}|0350000001|${call}|NOW|answered\n`);
const ends = (node: string, call: string, end = 'abandoned|own|', tenant = 'yamada-shoji') =>
  journal(node, `${tenant}|0350000001|${call}|NOW|ended|${end}\n`);
let marks = 0;
const reports = (node: string, calls: string[] = [], tenant = 'yamada-shoji') =>
  write(`${node}/spool/reports/${++marks}.json`, JSON.stringify({ tenant, calls }));

const missing = async (clerk: CallClerk) => (await clerk.turn(now))['report-missing'];
const told = (...calls: string[]) => calls.map((call) => `yamada-shoji, call ${call}`);
const later = (minutes: number) => {
  now += minutes * MINUTE;
};

describe('an answered call', () => {
  test('waits for its report for half an hour after its end, and then is an alarm with tenant and call', async () => {
    const clerk = await clerkOf('node1');
    await answers('node1', id(1));
    later(40);
    expect(await missing(clerk)).toEqual([]);
    await ends('node1', id(1));
    later(30);
    expect(await missing(clerk)).toEqual([]);
    later(1);
    expect(await missing(clerk)).toEqual(told(id(1)));
    await reports('node1');
    expect(await missing(clerk)).toEqual([]);
    expect(reported).toEqual([`node1 yamada-shoji ${31 * 60}`]);
  });

  test('may be reported while it goes on', async () => {
    const clerk = await clerkOf('node1');
    await answers('node1', id(1));
    later(1);
    await reports('node1');
    await missing(clerk);
    later(1);
    await ends('node1', id(1));
    await missing(clerk);
    later(60);
    expect(await missing(clerk)).toEqual([]);
    expect(clerk.book).toMatchObject({ open: {}, counts: { 'yamada-shoji answered': 1 } });
  });

  test('has ended with the Asterisk that it was on', async () => {
    const clerk = await clerkOf('node1');
    await answers('node1', id(1));
    await missing(clerk);
    later(5);
    asterisk = now;
    await missing(clerk);
    later(31);
    expect(await missing(clerk)).toEqual(told(id(1)));
    expect(clerk.book?.counts).toEqual({ 'yamada-shoji answered': 1 });
  });

  test('of whose end nothing is ever written is an alarm all the same', async () => {
    const clerk = await clerkOf('node1');
    await answers('node1', id(1));
    await missing(clerk);
    later(4 * 60 - 1);
    expect(await missing(clerk)).toEqual([]);
    later(2);
    expect(await missing(clerk)).toEqual(told(id(1)));
    await reports('node1');
    for (const _ of [1, 2, 3]) {
      expect(await missing(clerk)).toEqual([]);
      later(31);
    }
    expect(clerk.book?.counts).toEqual({ 'yamada-shoji answered': 1 });
  });
});

describe('a report', () => {
  const two = async (node = 'node1') => {
    await answers('node1', id(1));
    await ends('node1', id(1));
    later(1);
    await answers(node, id(2));
    await ends(node, id(2));
    later(1);
  };

  test('that names its call clears that one alone', async () => {
    const clerk = await clerkOf('node1');
    await two();
    await reports('node1', [id(2)]);
    await missing(clerk);
    later(60);
    expect(await missing(clerk)).toEqual(told(id(1)));
  });

  test('that names none clears the oldest of its tenant’s', async () => {
    const clerk = await clerkOf('node1');
    await two();
    await answers('node1', id(3), 'minato-dental');
    await ends('node1', id(3), 'abandoned||', 'minato-dental');
    await reports('node1');
    await missing(clerk);
    later(60);
    expect(await missing(clerk)).toEqual([...told(id(2)), `minato-dental, call ${id(3)}`]);
  });

  test('is about no call that is answered later', async () => {
    const clerk = await clerkOf('node1');
    await reports('node1');
    await missing(clerk);
    later(1);
    await answers('node1', id(1));
    await ends('node1', id(1));
    await missing(clerk);
    later(31);
    expect(await missing(clerk)).toEqual(told(id(1)));
  });

  test.each([[[]], [[id(1)]]])(
    'to another node clears a call that was answered on this one (%j)',
    async (calls) => {
      const [one, other] = [await clerkOf('node1'), await clerkOf('node2')];
      await two('node2');
      await Promise.all([missing(one), missing(other)]);
      later(1);
      await reports('node2', calls);
      await missing(other);
      await missing(one);
      later(31);
      expect(await missing(one)).toEqual([]);
      expect(await missing(other)).toEqual(told(id(2)));
      expect(one.book?.open).toEqual({});
    },
  );

  test('that comes before the other node has told of its call waits for it', async () => {
    const [one, other] = [await clerkOf('node1'), await clerkOf('node2')];
    await answers('node1', id(1));
    await ends('node1', id(1));
    later(1);
    await reports('node2');
    await missing(other);
    await missing(one);
    await missing(other);
    await missing(one);
    later(60);
    expect(await missing(one)).toEqual([]);
  });
});

describe('what is counted', () => {
  test('are calls by tenant and outcome, forwarded ones by line, pages', async () => {
    const clerk = await clerkOf('node1');
    await ends('node1', id(1), 'busy|other|');
    await ends('node1', id(2), 'busy|own|');
    await ends('node1', id(3), 'fax-received||12', 'constructor');
    await answers('node1', id(4));
    await ends('node1', id(4));
    await clerk.turn(now);
    expect(clerk.book).toMatchObject({
      counts: {
        'yamada-shoji busy': 2,
        'constructor fax-received': 1,
        'yamada-shoji answered': 1,
      },
      lines: { '0350000001 own': 2, '0350000001 other': 1 },
      forwarded: { 'yamada-shoji 0350000001': NOW / 1000 },
      pages: { constructor: 12 },
    });
    expect(counted.sort()).toEqual([
      'node1 constructor fax-received 12',
      'node1 yamada-shoji answered 0',
      'node1 yamada-shoji busy 0',
      'node1 yamada-shoji busy 0',
    ]);
  });

  test('is counted once, and outlives the agent', async () => {
    const clerk = await clerkOf('node1');
    await answers('node1', id(1));
    await ends('node1', id(1));
    await clerk.turn(now);
    const next = await clerkOf('node1');
    await next.turn(now);
    expect(next.book?.counts).toEqual({ 'yamada-shoji answered': 1 });
    expect(counted).toEqual(['node1 yamada-shoji answered 0']);
    later(31);
    expect(await missing(next)).toEqual(told(id(1)));
    expect(next.book?.counts).toEqual({ 'yamada-shoji answered': 1 });
  });

  test('is kept on disk until the agent has it in its book and Asterisk writes to another file', async () => {
    const clerk = await clerkOf('node1');
    const files = () => readdir(join(folder, 'node1/spool/calls'));
    await answers('node1', id(1));
    const [first] = await files();
    await clerk.turn(now);
    expect(await files()).toEqual([first]);
    later(20);
    await ends('node1', id(1));
    await clerk.turn(now);
    expect(await files()).toHaveLength(1);
    expect(await files()).not.toContain(first);
    expect(clerk.book).toMatchObject({ counts: { 'yamada-shoji answered': 1 } });
    expect(Object.keys(clerk.book?.read ?? {})).toContain((await files())[0]);
  });

  test('waits where it is only half written, and what is no entry is passed over', async () => {
    const clerk = await clerkOf('node1');
    await journal('node1', 'nonsense\n');
    await journal('node1', `yamada-shoji|0350000001|${id(1)}|NOW|ended|bus`);
    await clerk.turn(now);
    expect(clerk.book?.counts).toEqual({});
    await journal('node1', 'y||\n');
    await clerk.turn(now);
    expect(clerk.book?.counts).toEqual({ 'yamada-shoji busy': 1 });
  });

  test('is not lost while the store is away', async () => {
    let away = true;
    const list = (prefix: string) => (away ? Promise.reject(new Error('away')) : blobs.list(prefix));
    const clerk = await clerkOf('node1', { ...blobs, list });
    await answers('node1', id(1));
    await ends('node1', id(1));
    await reports('node1');
    for (const _ of [1, 2]) await expect(clerk.turn(now)).rejects.toThrow('away');
    away = false;
    await clerk.turn(now);
    expect(clerk.book).toMatchObject({ counts: { 'yamada-shoji answered': 1 }, open: {} });
    expect(counted).toEqual(['node1 yamada-shoji answered 0']);
  });

  test('is not who called, and no name', async () => {
    const clerk = await clerkOf('node1');
    await answers('node1', id(1));
    await clerk.turn(now);
    expect(JSON.parse(await readFile(join(folder, 'store/nodes/node1/calls'), 'utf8'))).toEqual({
      open: { [id(1)]: { tenant: 'yamada-shoji', answered: NOW / 1000 } },
      reported: {},
      forwarded: {},
    });
  });
});
