import { beforeAll, describe, expect, it } from 'vitest';
import { LOOKS } from './flows/looks.ts';
import { FLOWS, wrong } from './flows.ts';
import { changed, type Graph, graphOf } from './graph.ts';
import { MISTAKES, UNKNOWN } from './mistakes.ts';
import { sampleSettings } from './sample.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await graphOf(sampleSettings('prod'));
}, 60_000);

describe('what may reach what', () => {
  it.each(FLOWS.map((flow) => [flow.allowed ? 'may' : 'may not', flow.name, flow] as const))(
    '%s: %s',
    (_verdict, _name, { ask, allowed }) => {
      expect(ask(graph)).toBe(allowed);
    },
  );
});

it('what drift must be allowed to ask is known for every type that the programs make', () => {
  const made = new Set(graph.resources.map(({ type }) => type).filter((type) => type.startsWith('aws:')));
  expect(Object.keys(LOOKS).sort()).toEqual([...made].sort());
});

describe('a planted mistake is caught', () => {
  it.each(MISTAKES)('%s', (_mistake, change, caughtBy) => {
    expect(wrong(changed(graph, change))).toContain(caughtBy);
  });

  it.each(UNKNOWN)('what the checker does not know is an error, not a pass: %s', (_what, change) => {
    expect(() => wrong(changed(graph, change))).toThrow();
  });
});
