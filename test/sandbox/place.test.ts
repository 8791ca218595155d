import { expect, test } from 'vitest';
import { mediaPorts } from '../../src/sandbox/place.ts';

function range(text: string): [number, number] {
  const [from = 0, to = 0] = text.split('-').map(Number);
  return [from, to];
}

test('nodes of neighbouring sandboxes share no media port, and none is ephemeral', () => {
  const ranges = ['127.0.10', '127.0.20', '127.0.30', '127.0.31']
    .flatMap((net) => [0, 1].map((node) => mediaPorts(net, node)))
    .flatMap(({ rtp, udptl }) => [range(rtp), range(udptl)])
    .toSorted(([a], [b]) => a - b);
  for (const [index, [from, to]] of ranges.entries()) {
    expect(from).toBeLessThan(to);
    expect(to).toBeLessThan(32_768);
    const next = ranges[index + 1];
    if (next) expect(to).toBeLessThan(next[0]);
  }
});
