import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenersOf } from '../../../src/node/live/listeners.ts';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 00000000e4730acb 100 0 0 10 0`;

let proc: string;
beforeEach(async () => {
  proc = await mkdtemp(join(tmpdir(), 'denwaban-proc-'));
  await mkdir(join(proc, 'net'));
  await mkdir(join(proc, '233', 'fd'), { recursive: true });
});
afterEach(() => rm(proc, { recursive: true, force: true }));

test('a process’s own listening sockets, of both families, and no other’s', async () => {
  await writeFile(
    join(proc, 'net', 'tcp'),
    [
      HEAD,
      row('0B0A007F:09DD', '0A', 11),
      row('00000000:272A', '0A', 12),
      row('0C0A007F:09DD', '0A', 99),
      row('0B0A007F:09DD', '01', 13),
    ].join('\n'),
  );
  await writeFile(
    join(proc, 'net', 'tcp6'),
    [HEAD, row('00000000000000000000000001000000:0019', '0A', 14)].join('\n'),
  );
  for (const inode of [11, 12, 13, 14])
    await symlink(`socket:[${inode}]`, join(proc, '233', 'fd', `${inode}`));
  await symlink('/dev/null', join(proc, '233', 'fd', '0'));
  expect(await listenersOf(233, proc)).toEqual(['127.0.10.11:2525', '0.0.0.0:10026', '[::1]:25']);
});

test('a process that has just ended listens nowhere', async () => {
  expect(await listenersOf(234, proc)).toEqual([]);
});
