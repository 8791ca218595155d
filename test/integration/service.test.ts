import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProject } from '../../src/project/project.ts';
import type { CallResult } from '../../src/sandbox/calls/call.ts';
import { withPhones } from '../../src/sandbox/calls/session.ts';
import { moveClock, sandboxNow } from '../../src/sandbox/clock.ts';
import { callRows } from '../../src/sandbox/demo/calls.ts';
import { run, testSandbox } from './sandbox.ts';

/** A whole apply of the samples. */
beforeAll(async () => {
  const { stack, home } = await testSandbox();
  await moveClock(home.clock, stack.sandbox.clock);
  const { exitCode, stderr } = await run('apply', '--stack', 'local', '--yes');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
}, 180_000);

interface Mail {
  to: string;
  subject: string;
  text: string;
  headersTo: string[];
  headersCc: string[];
}

interface Room {
  room: string;
  messages: { body: string }[];
}

/** Looks until something is there, then once more after a moment: too much would be as wrong as nothing. */
async function eventually<T>(look: () => Promise<T[]>): Promise<T[]> {
  const end = performance.now() + 20_000;
  while (performance.now() < end && (await look()).length === 0) await sleep(300);
  await sleep(1_000);
  return look();
}

async function mailsWith(mark: string): Promise<Mail[]> {
  const mails = JSON.parse((await run('sandbox', 'mail')).stdout) as Mail[];
  return mails.filter(({ text }) => text.includes(mark));
}

async function roomsWith(mark: string): Promise<string[]> {
  const rooms = JSON.parse((await run('sandbox', 'chat')).stdout) as Room[];
  return rooms
    .filter(({ messages }) => messages.some(({ body }) => body.includes(mark)))
    .map(({ room }) => room);
}

describe('calls', () => {
  test('each sample number does through both edges what its file says', async () => {
    const { stack, home } = await testSandbox();
    const { tenants } = await loadProject({ stack: 'local' });
    const rows = await callRows(stack, home, tenants);
    expect(rows.length).toBeGreaterThan(tenants.length);
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  }, 180_000);

  test.each(['03-5000-0001', '0350000001', '+81350000001', '81350000001'])(
    '%s is the same number',
    async (number) => {
      const { stdout } = await run('sandbox', 'call', number, '--from', '0312345678', '--format', 'json');
      const calls = JSON.parse(stdout) as (CallResult & { cardText: string })[];
      expect(calls.map(({ node }) => node)).toEqual(['edge1', 'edge2']);
      for (const call of calls) {
        expect(call).toMatchObject({
          outcome: 'operator',
          phone: {
            display: '[転送] 株式会社山田商事',
            caller: '0312345678',
            headers: {
              'X-Denwaban-Tenant': 'yamada-shoji',
              'X-Denwaban-Number': '03-5000-0001',
              'X-Denwaban-Mode': 'forwarding',
            },
          },
          cardText: expect.stringContaining('お電話ありがとうございます。山田商事でございます。'),
        });
      }
    },
  );

  test('a number whose contract starts tomorrow: 404 today, answered tomorrow, with no apply in between', async () => {
    const { stack, home } = await testSandbox();
    const number = '0350000090';
    const today = await sandboxNow(home.clock);
    const call = () => withPhones(stack, home, ({ place }) => place([{ number }]));
    expect((await call()).map(({ status }) => status)).toEqual([404, 404]);
    try {
      await moveClock(home.clock, '2027-03-02');
      await sleep(2_000);
      expect((await call()).map(({ outcome }) => outcome)).toEqual(['operator', 'operator']);
    } finally {
      await moveClock(home.clock, today.toISO() ?? stack.sandbox.clock);
      await sleep(2_000);
    }
  });

  test('forty calls in one run, each with its own phone display', async () => {
    const { stack, home } = await testSandbox();
    const numbers = ['0350000001', '05010000001', '0350000080', '0350000010'];
    const calls = Array.from({ length: 40 }, (_, i) => ({ number: numbers[i % numbers.length] ?? '' }));
    const results = await withPhones(stack, home, ({ place }) => place(calls, 'edge1'));
    const displays = Map.groupBy(results, ({ number }) => number);
    for (const [number, of] of displays) {
      expect(new Set(of.map(({ outcome }) => outcome)), number).toEqual(new Set(['operator']));
      expect(new Set(of.map(({ phone }) => phone?.display)).size, number).toBe(1);
    }
    expect(results).toHaveLength(40);
  }, 120_000);
});

describe('reports', () => {
  test('for a person without an address: to the first in the roster, and nobody else', async () => {
    const mark = randomUUID();
    const sent = await run(
      'report',
      'send',
      '-t',
      'yamada-shoji',
      '-p',
      'sato',
      '--text',
      `折り返し希望 ${mark}`,
    );
    expect(sent).toMatchObject({ exitCode: 0 });
    const mails = await eventually(() => mailsWith(mark));
    expect(mails.map(({ to }) => to)).toEqual(['taro@yamada.example']);
    expect(mails[0]?.headersCc).toEqual([]);
  });

  test('for a Chatwork tenant: in its room, and by mail to nobody', async () => {
    const mark = randomUUID();
    expect(await run('report', 'send', '-t', 'sakura-realty', '--text', `内見の予約 ${mark}`)).toMatchObject({
      exitCode: 0,
    });
    expect(await eventually(() => roomsWith(mark))).toHaveLength(1);
    expect(await mailsWith(mark)).toEqual([]);
  });

  test('a tenant whose contract has not begun is refused, with the reason', async () => {
    const { exitCode, stderr } = await run('report', 'send', '-t', 'asahi-clinic', '--text', 'x');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error report-refused: /);
  });
});
