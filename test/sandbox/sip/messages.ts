import { readMessage, type SipMessage } from '../../../src/sandbox/sip/message.ts';
import { parseMessageLog } from '../../../src/sandbox/sip/message-log.ts';

/** An entry of sipp's message log, byte for byte as sipp 3.6.1 writes it. */
export function entry(
  direction: 'sent' | 'received',
  message: string,
  at = '2027-03-01 10:00:00.000001',
): string {
  const size = Buffer.byteLength(message);
  const head =
    direction === 'sent' ? `UDP message sent (${size} bytes):` : `UDP message received [${size}] bytes :`;
  return `----------------------------------------------- ${at}\n${head}\n\n${message}\n`;
}

/** A SIP message of these header lines and body. */
export function sip(start: string, headers: readonly string[], body = ''): string {
  return [start, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

/** Reads a log that is made of entries. */
export function readLog(...entries: string[]): SipMessage[] {
  return parseMessageLog(Buffer.from(entries.join('\n'))).flatMap((logged) => readMessage(logged) ?? []);
}
