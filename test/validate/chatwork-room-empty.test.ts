import { expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { chatworkRoomEmpty } from '../../src/validate/rules/chatwork-room-empty.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

it.each([
  ['', 1],
  [', members: []', 1],
  [', invite: false', 1],
  [', members: [{ accountId: 1, role: admin }]', 1],
  [', members: [{ accountId: 1, role: admin }, { accountId: 2, role: readonly }]', 0],
  [', invite: true', 0],
  [', roomId: 7', 0],
  // The schema speaks of these.
  [', invite: "yes"', 0],
  [', members: [{ role: admin }]', 0],
])('a room with%s: %i', (settings, count) => {
  const text = `id: aoi-denki\nreport: { channel: chatwork, chatwork: { room: x${settings} } }\n`;
  const side = sideOf(loadFiles([raw(text)], 'tenants'));
  const context = { ...side, date: '2027-03-01' as LocalDate, chatworkAccount: 1 };
  expect([...chatworkRoomEmpty.check(context)]).toHaveLength(count);
});
