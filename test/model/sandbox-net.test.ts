import { describe, expect, it } from 'vitest';
import { parseSandboxNet, withSandboxNet } from '../../src/model/sandbox-net.ts';
import type { StackConfig } from '../../src/model/stack-file.ts';

describe('parseSandboxNet', () => {
  it.each(['127.0.10', '127.255.255', '127.0.0'])('%s is a loopback network', (text) => {
    expect(parseSandboxNet(text).ok).toBe(true);
  });

  it.each(['10.0.0', '127.0', '127.0.10.', '127.0.256', '127.0.01', '127.0.10.1', '127.0.x', ''])(
    '%j is none',
    (text) => {
      expect(parseSandboxNet(text).ok).toBe(false);
    },
  );
});

describe('withSandboxNet', () => {
  it('does not take part of another address for its own', () => {
    const config = {
      'denwaban:sandbox': { net: '127.0.1', clock: '' },
      'denwaban:trunks': [
        { name: 't', addresses: ['127.0.1.5', '127.0.10.5', '1.127.0.1.5', '127.0.1', 'x127.0.1.9'] },
      ],
    } as unknown as StackConfig;
    expect(withSandboxNet(config, '127.0.9')['denwaban:trunks'][0]?.addresses).toEqual([
      '127.0.9.5',
      '127.0.10.5',
      '1.127.0.1.5',
      '127.0.9',
      'x127.0.9.9',
    ]);
  });
});
