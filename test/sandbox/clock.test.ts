import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureClock, moveClock, readOffset, sandboxNow } from '../../src/sandbox/clock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
  file = join(folder, 'clock');
});
afterEach(() => rm(folder, { recursive: true }));

test('it starts at the stack’s instant and goes on by itself', async () => {
  await ensureClock(file, '2027-03-01T10:00:00+09:00');
  await ensureClock(file, '2030-01-01T10:00:00+09:00');
  expect(
    Math.abs((await sandboxNow(file)).diff((await sandboxNow(file)).set({ second: 0 }), 'seconds').seconds),
  ).toBeLessThan(60);
  expect((await sandboxNow(file)).toFormat('yyyy-MM-dd HH:mm ZZ')).toBe('2027-03-01 10:00 +09:00');
});

test('a day keeps the time of day, an instant sets it', async () => {
  await ensureClock(file, '2027-03-01T10:00:00+09:00');
  await moveClock(file, '2027-03-02');
  expect((await sandboxNow(file)).toFormat('yyyy-MM-dd HH:mm')).toBe('2027-03-02 10:00');
  await moveClock(file, '2027-03-02T12:30:00Z');
  expect((await sandboxNow(file)).toFormat('yyyy-MM-dd HH:mm')).toBe('2027-03-02 21:30');
});

test('it is moved in the file that the nodes have mounted, never to be seen half-written', async () => {
  await ensureClock(file, '2027-03-01T10:00:00+09:00');
  const [inode, size] = [(await stat(file)).ino, (await readFile(file)).byteLength];
  await moveClock(file, '1999-01-01');
  expect([(await stat(file)).ino, (await readFile(file)).byteLength]).toEqual([inode, size]);
  expect(await readOffset(file)).toBeLessThan(0);
});

test.each(['tomorrow', '2027-02-30', '2027-03-01T10:00:00', ''])('%j is refused', async (moment) => {
  await ensureClock(file, '2027-03-01T10:00:00+09:00');
  await expect(moveClock(file, moment)).rejects.toMatchObject({ code: 'bad-moment' });
});

test('without a sandbox there is no clock', async () => {
  await expect(sandboxNow(file)).rejects.toMatchObject({ code: 'sandbox-not-up' });
});
