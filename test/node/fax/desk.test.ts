import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { faxAlarms } from '../../../src/node/fax/alarm.ts';
import { FaxDesk } from '../../../src/node/fax/desk.ts';

const MINUTE = 60_000;
const CALLER = '0312345678';
const stem = (n: number) => `minato-dental_0350000011_0b0c7c1e-0000-4000-8000-00000000000${n}`;

let spool: string;
let now: number;
let asterisk: number;
let mails: SendMailOptions[];
/** What Postfix says against a mail. */
let refuse: (mail: SendMailOptions) => string | undefined;
let log: string[];
let desk: FaxDesk;

/** Another process, which remembers nothing. */
const fresh = () =>
  new FaxDesk({
    spool,
    domain: async () => 'report.example',
    asterisk: async () => asterisk,
    postfix: {
      sendMail: async (mail: SendMailOptions) => {
        const no = refuse(mail);
        if (no !== undefined) throw new Error(no);
        mails.push(mail);
      },
    },
    now: () => now,
    log: (line) => log.push(line),
  });

beforeEach(async () => {
  spool = await mkdtemp(join(tmpdir(), 'denwaban-fax-'));
  [now, asterisk, mails, refuse, log] = [Date.now(), 0, [], () => undefined, []];
  desk = fresh();
});
afterEach(() => rm(spool, { recursive: true }));

const write = (n: number, ending: string, text: string | Buffer) =>
  writeFile(join(spool, `${stem(n)}${ending}`), text);
const begin = (n: number) => write(n, '.begin', `1803862800|${CALLER}|みなと歯科クリニック`);
const end = (n: number) => write(n, '.end', 'FAILED|0|HANGUP||');
const subjects = () => mails.map(({ subject }) => subject);
const FAILED = '[FAX 受信失敗] みなと歯科クリニック 03-5000-0011';

describe('the spool', () => {
  test('is emptied of what Postfix has taken, and of nothing else', async () => {
    await begin(1);
    await end(1);
    await begin(2);
    await writeFile(join(spool, 'README'), 'not ours');
    await desk.turn();
    expect(subjects()).toEqual([FAILED]);
    expect((await readdir(spool)).sort()).toEqual(['README', `${stem(2)}.begin`]);
  });

  test('keeps what Postfix does not take, whoever looks, and then it goes once', async () => {
    await begin(1);
    await end(1);
    refuse = () => 'connect ECONNREFUSED';
    await desk.turn();
    desk = fresh();
    await desk.turn();
    expect(await readdir(spool)).toHaveLength(2);
    refuse = () => undefined;
    await desk.turn();
    expect(subjects()).toEqual([]);
    now += 6_000;
    await desk.turn();
    await desk.turn();
    expect(subjects()).toEqual([FAILED]);
    expect(await readdir(spool)).toEqual([]);
  });

  test.each([[['.sent']], [['.sent', '.end']], [['.sent', '.end', '.tif', '.pdf']]])(
    'is tidied where the desk ended while taking out: %j',
    async (left) => {
      for (const ending of left) await write(1, ending, 'x');
      await desk.turn();
      expect(subjects()).toEqual([]);
      expect(await readdir(spool)).toEqual([]);
    },
  );

  test('of an Asterisk that ended gives its faxes, as broken off', async () => {
    await begin(1);
    await desk.turn();
    expect(subjects()).toEqual([]);
    asterisk = Date.now() + 1_000;
    await desk.turn();
    expect(subjects()).toEqual([FAILED]);
    expect(mails[0]?.text).toContain('結果：通話が途中で切れました（受信側の障害）');
  });

  test('without what came before the answer keeps pages for a report', async () => {
    await write(1, '.tif', Buffer.from('49492a0008000000', 'hex'));
    asterisk = Date.now() + 1_000;
    await desk.turn();
    expect(mails).toMatchObject([{ attachments: [{ contentType: 'image/tiff' }] }]);
    expect(await readdir(spool)).toEqual([]);
  });

  test('gives no report of a call that was never answered', async () => {
    await write(1, '.begin', '');
    await end(1);
    await desk.turn();
    expect(mails).toEqual([]);
    expect(await readdir(spool)).toEqual([]);
  });
});

describe('one that does not get out', () => {
  beforeEach(async () => {
    await begin(1);
    await end(1);
    refuse = () => '550 5.7.1 the contract of minato-dental <minato-dental@report.example> ended';
  });

  test('holds none of the others up', async () => {
    await begin(2);
    await end(2);
    const last = stem(1).slice(-36);
    refuse = (mail) => (mail.messageId?.includes(last) ? '550 no' : undefined);
    await desk.turn();
    expect(subjects()).toEqual([FAILED]);
    expect((await readdir(spool)).sort()).toEqual([`${stem(1)}.begin`, `${stem(1)}.end`]);
  });

  test('is tried less and less often, and once a minute at last', async () => {
    for (const began = now; now < began + 10 * MINUTE; now += 1_000) await desk.turn();
    const waits = log.map((line) => Number(/next try in (\d+) s/.exec(line)?.[1]));
    expect(waits.slice(0, 6)).toEqual([5, 10, 20, 40, 60, 60]);
  });

  test('is an alarm after ten minutes, in the log and in the node’s status, without who called', async () => {
    await desk.turn();
    expect(log.join('\n')).not.toContain('denwaban-alarm');
    expect(await faxAlarms(spool, now)).toEqual({ 'fax-undelivered': 0 });
    now += 11 * MINUTE;
    await desk.turn();
    expect(log.at(-1)).toMatch(/^denwaban-alarm fax-undelivered: fax 0b0c7c1e-\S+ of minato-dental waits/);
    expect(await faxAlarms(spool, now)).toEqual({ 'fax-undelivered': 1 });
    expect(log.join('\n')).not.toMatch(new RegExp(`${CALLER}|みなと|minato-dental@`));
  });
});

test('a fax of which nothing was heard for long is counted too, in case that nobody looks through the spool', async () => {
  await begin(1);
  const long = new Date(now - 41 * MINUTE);
  await utimes(join(spool, `${stem(1)}.begin`), long, long);
  expect(await faxAlarms(spool, now)).toEqual({ 'fax-undelivered': 1 });
});
