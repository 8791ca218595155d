import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { TenantId } from '../../../src/domain/ids.ts';
import { type CallBook, emptyBook } from '../../../src/node/calls/book.ts';
import { Metrics } from '../../../src/node/metrics/metrics.ts';
import { serveMetrics } from '../../../src/node/metrics/serve.ts';

const tenant = 'yamada-shoji' as TenantId;
const book: CallBook = {
  ...emptyBook(),
  counts: { 'yamada-shoji answered': 3, 'yamada-shoji busy': 1 },
  lines: { '0350000001 other': 2 },
  pages: { 'minato-dental': 12 },
  open: {
    a: { tenant, answered: 1 },
    b: { tenant, answered: 1, ended: 2 },
    c: { tenant, answered: 1, ended: 2, reported: true },
  },
};
const alarms = { 'report-missing': ['yamada-shoji, call b'], 'report-late': 4 };

describe('what is told', () => {
  test('is what the book and the alarms say now', async () => {
    const metrics = new Metrics({ book: () => book, alarms: () => alarms });
    metrics.reported('mail', 200);
    const lines = (await metrics.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'denwaban_calls_total{tenant="yamada-shoji",outcome="answered"} 3',
        'denwaban_calls_total{tenant="yamada-shoji",outcome="busy"} 1',
        'denwaban_forwarded_calls_total{number="0350000001",line="other"} 2',
        'denwaban_fax_pages_total{tenant="minato-dental"} 12',
        'denwaban_calls_talking 1',
        'denwaban_calls_awaiting_report 1',
        'denwaban_alarms{code="report-missing"} 1',
        'denwaban_alarms{code="report-late"} 4',
        'denwaban_report_delay_seconds_bucket{le="180",channel="mail"} 0',
        'denwaban_report_delay_seconds_bucket{le="300",channel="mail"} 1',
      ]),
    );
    expect(await metrics.text()).toBe(await metrics.text());
  });

  test('is nothing before the first look', async () => {
    const text = await new Metrics({ book: () => undefined, alarms: () => ({}) }).text();
    expect(text).toContain('denwaban_calls_talking 0');
    expect(text).not.toContain('denwaban_calls_total{');
  });
});

describe('who is told', () => {
  const servers: ReturnType<typeof serveMetrics>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const get = (from: string, port: number, path = '/metrics') =>
    new Promise<number | string>((resolve) => {
      const asked = request({ host: '127.0.47.240', port, path, localAddress: from }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on('error', () => resolve('cut'));
      asked.end();
    });

  test.each([
    ['127.0.47.240', [], 200],
    ['127.0.0.1', [], 200],
    ['127.0.48.1', [], 'cut'],
    ['127.0.48.1', [{ network: '127.0.48.0', bits: 24 }], 200],
    ['127.0.49.1', [{ network: '127.0.48.0', bits: 24 }], 'cut'],
  ])('%s, where %j may read: %s', async (from, readers, answer) => {
    const metrics = new Metrics({ book: () => book, alarms: () => alarms });
    const server = serveMetrics(metrics, { host: '127.0.47.240', port: 0 }, readers);
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await get(from, port)).toBe(answer);
    expect(await get(from, port, '/')).toBe(answer === 200 ? 404 : 'cut');
  });
});

test('the dashboard asks for nothing that a node does not tell', async () => {
  const dashboard = await readFile('docs/grafana/denwaban.json', 'utf8');
  const text = await new Metrics({ book: () => book, alarms: () => alarms }).text();
  const told = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => `${name}${part}`) : [name],
    ),
  );
  const exprs = [...dashboard.matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(([, expr = '']) => expr);
  expect(exprs.length).toBeGreaterThan(5);
  const asked = new Set(exprs.flatMap((expr) => expr.match(/denwaban_[a-z_]+/g) ?? []));
  expect([...asked].filter((name) => !told.has(name))).toEqual([]);
  expect([...told].filter((name) => !asked.has(name) && !/_(sum|count)$/.test(name))).toEqual([]);
});
