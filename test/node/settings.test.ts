import { expect, test } from 'vitest';
import { nodeSettings } from '../../src/node/settings.ts';

const NEEDED = {
  DENWABAN_NODE: 'node1',
  DENWABAN_ADDRESS: '127.0.10.11',
  DENWABAN_STORE: 'file:/store',
  DENWABAN_PUBLIC_KEY: '/release.pub',
};

test('what is not said has its usual value', () => {
  expect(nodeSettings(NEEDED)).toMatchObject({
    node: 'node1',
    smtpPort: 25,
    submissionPort: 587,
    pollMs: 300,
    late: { room: 600, mail: 3_600 },
  });
  expect(nodeSettings({ ...NEEDED, DENWABAN_STORE: 's3://denwaban-prod' })).toMatchObject({ pollMs: 2_000 });
});

test.each([
  ['DENWABAN_NODE', 'Node 1'],
  ['DENWABAN_ADDRESS', ''],
  ['DENWABAN_RTP', '20000-10000'],
  ['DENWABAN_SMTP_PORT', '0'],
  ['DENWABAN_SUBMISSION_PORT', '587a'],
  ['DENWABAN_POLL_MS', 'often'],
  ['DENWABAN_POLL_MS', '0'],
  ['DENWABAN_LATE_ROOM_SECONDS', '-1'],
])('%s=%s is refused by its name', (name, value) => {
  expect(() => nodeSettings({ ...NEEDED, [name]: value })).toThrow(new RegExp(`^${name} `));
});
