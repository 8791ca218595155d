import { bad, ok, type Parsed } from '../domain/brand.ts';
import type { StackConfig } from './stack-file.ts';

/** The first three bytes of a loopback network: a sandbox reaches nobody outside this machine. */
export function parseSandboxNet(text: string): Parsed<string> {
  const bytes = text.split('.');
  return bytes.length === 3 &&
    bytes[0] === '127' &&
    bytes.every((b) => /^(?:0|[1-9]\d{0,2})$/.test(b) && Number(b) < 256)
    ? ok(text)
    : bad(
        'the first three bytes of a loopback network, such as 127.0.20',
        '127.0.20 のようなループバックのネットワークの最初の三つ',
      );
}

/**
 * A sandbox stack on another loopback network, so that a second sandbox can run beside the first: every address of the file's own
 * network moves. Any other stack, or no network: as it is.
 */
export function withSandboxNet(config: StackConfig, net: string | undefined): StackConfig {
  const own = config['denwaban:sandbox']?.net;
  if (own === undefined || net === undefined || net === own) return config;
  const address = new RegExp(`(?<![\\d.])${own.replaceAll('.', '\\.')}(?=\\.\\d|$)`, 'g');
  return replaced(config, (text) => text.replaceAll(address, net)) as StackConfig;
}

function replaced(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, change)]));
}
