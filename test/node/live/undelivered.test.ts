import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lateMails, returnedMails } from '../../../src/node/live/undelivered.ts';

const NOW = Date.parse('2027-03-01T10:00:00+09:00');
const LATE = { room: 600, mail: 3_600 };

const waiting = (address: string, seconds: number) =>
  JSON.stringify({
    queue_name: 'deferred',
    arrival_time: NOW / 1000 - seconds,
    sender: 'op1@office.example',
    recipients: [{ address, delay_reason: 'away' }],
  });

test.each([
  ['sakura-realty@chatwork.invalid', 590, 0],
  ['sakura-realty@chatwork.invalid', 610, 1],
  ['taro@yamada.example', 610, 0],
  ['taro@yamada.example', 3_590, 0],
  ['taro@yamada.example', 3_610, 1],
])('to %s, waiting for %i s: %i late', (address, seconds, late) => {
  expect(lateMails([waiting(address, seconds)], LATE, NOW)).toBe(late);
});

test('what came back counts for a day', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-returned-'));
  try {
    expect(await returnedMails(join(folder, 'nothing'), NOW)).toBe(0);
    for (const [hours, name] of [
      [1, 'a'],
      [23, 'b'],
      [25, 'c'],
    ] as const)
      await writeFile(join(folder, `${NOW - hours * 3_600_000}-${name}`), '');
    expect(await returnedMails(folder, NOW)).toBe(2);
    expect(await readdir(folder)).toHaveLength(2);
  } finally {
    await rm(folder, { recursive: true });
  }
});
