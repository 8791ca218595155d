import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { readMails } from '../../src/sandbox/mail/stored.ts';
import { mailboxes } from '../../src/sandbox/services/mailboxes.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('each recipient of the envelope gets the mail, whatever the headers say', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
  const place = { host: '127.0.0.1', port: await freePort() };
  const server = await mailboxes(place, folder);
  try {
    const transport = createTransport({ ...place, ignoreTLS: true });
    await transport.sendMail({
      envelope: {
        from: 'bounce@report.denwaban.example',
        to: ['taro@yamada.example', '"a..b"@docomo.ne.jp'],
      },
      from: '受電報告 <no-reply@report.denwaban.example>',
      to: 'undisclosed@report.denwaban.example',
      replyTo: 'reply@report.denwaban.example',
      subject: '受電報告：至急',
      text: '佐藤様より、折り返しをお願いします。\n.\n(終)',
    });
    transport.close();
    const mails = await readMails(folder);
    expect(mails.map(({ to }) => to)).toEqual(['taro@yamada.example', 'a..b@docomo.ne.jp']);
    expect(mails[0]).toMatchObject({
      from: 'bounce@report.denwaban.example',
      subject: '受電報告：至急',
      text: '佐藤様より、折り返しをお願いします。\n.\n(終)',
      headersTo: ['undisclosed@report.denwaban.example'],
      headersCc: [],
      headersReplyTo: ['reply@report.denwaban.example'],
    });
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});

test('a folder that is not there has no mail', async () => {
  expect(await readMails(join(tmpdir(), 'denwaban-no-such-folder'))).toEqual([]);
});
