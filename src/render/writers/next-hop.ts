import { HOST } from './patterns.ts';
import { UnsafeTextError } from './safe.ts';

/** A next hop as Postfix writes and looks it up. The brackets keep it from asking for the host's MX. */
export function nextHop({ host, port }: { host: string; port: number }): string {
  if (!HOST.test(host) || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UnsafeTextError('not a host and port: refused in a file of Postfix');
  return `[${host}]:${port}`;
}
