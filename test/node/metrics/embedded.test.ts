import { Ajv } from 'ajv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TenantId } from '../../../src/domain/ids.ts';
import { EmbeddedMetrics } from '../../../src/node/metrics/embedded.ts';

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/** What AWS’s specification of the embedded metric format asks of a line (CloudWatch_Embedded_Metric_Format_Specification). */
const isLine = new Ajv({ strict: true }).compile({
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer' },
        CloudWatchMetrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            additionalProperties: false,
            properties: {
              Namespace: text(1024),
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: { type: 'array', maxItems: 30, items: text(250) },
              },
              Metrics: {
                type: 'array',
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  additionalProperties: false,
                  properties: {
                    Name: text(1024),
                    Unit: { enum: ['Seconds', 'Count'] },
                    StorageResolution: { enum: [1, 60] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

interface Line {
  [member: string]: unknown;
  _aws: { Timestamp: number; CloudWatchMetrics: { Dimensions: string[][]; Metrics: { Name: string }[] }[] };
}

const tenant = 'yamada-shoji' as TenantId;
let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line) => {
    lines.push(line);
  });
});
afterEach(() => vi.restoreAllMocks());

/** The lines that were told, each looked at as CloudWatch does: what it names is a member of the line. */
function told(): Line[] {
  return lines.map((line) => {
    expect(line).not.toContain('\n');
    const read = JSON.parse(line) as Line;
    expect(isLine(read), JSON.stringify(isLine.errors)).toBe(true);
    for (const { Dimensions, Metrics } of read._aws.CloudWatchMetrics) {
      for (const name of Dimensions.flat())
        expect(read[name]).toEqual(expect.stringMatching(/^[!-~]{1,250}$/));
      for (const { Name } of Metrics) expect(read[Name]).toEqual(expect.any(Number));
    }
    return read;
  });
}

test('a call is a line of the embedded metric format, told by its outcome alone', async () => {
  const before = Date.now();
  await new EmbeddedMetrics('Denwaban/prod', 'node1').call({ tenant, outcome: 'answered', pages: 0 });
  const [line, ...more] = told();
  expect(more).toEqual([]);
  expect(line).toEqual({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'Denwaban/prod',
          Dimensions: [['Outcome']],
          Metrics: [{ Name: 'Calls', Unit: 'Count' }],
        },
      ],
    },
    Outcome: 'answered',
    Calls: 1,
    Tenant: 'yamada-shoji',
    Node: 'node1',
  });
  expect(line?._aws.Timestamp).toBeGreaterThanOrEqual(before);
});

test('so are a fax with its pages, and a report with its delay by channel', async () => {
  const metrics = new EmbeddedMetrics('Denwaban/prod', 'node1');
  await metrics.call({ tenant, outcome: 'fax-received', pages: 12 });
  await metrics.report(tenant, 'chatwork', 200);
  expect(told()).toMatchObject([
    { Outcome: 'fax-received', Calls: 1, FaxPages: 12, Tenant: tenant },
    { Channel: 'chatwork', ReportDelay: 200, Tenant: tenant },
  ]);
});

test('ten thousand tenants are no more metrics than one', async () => {
  const metrics = new EmbeddedMetrics('Denwaban/prod', 'node1');
  for (let i = 0; i < 10_000; i += 1)
    await metrics.call({ tenant: `t-${i}` as TenantId, outcome: i % 2 ? 'answered' : 'busy', pages: 0 });
  const paidFor = new Set(
    told().flatMap((line) =>
      line._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
        Metrics.map(({ Name }) => JSON.stringify([Name, Dimensions.flat().map((name) => line[name])])),
      ),
    ),
  );
  expect([...paidFor].sort()).toEqual(['["Calls",["answered"]]', '["Calls",["busy"]]']);
});

test('what CloudWatch would not take keeps nobody from the next call', async () => {
  await new EmbeddedMetrics('', 'node1').call({ tenant, outcome: 'answered', pages: 0 });
  expect(lines).toEqual([]);
});
