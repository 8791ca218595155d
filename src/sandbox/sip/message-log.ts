/** A SIP message that sipp sent or received, as it stood on the wire. */
export interface LoggedMessage {
  direction: 'sent' | 'received';
  /** As sipp wrote it, in the machine's zone; it sorts as text. */
  at: string;
  raw: string;
}

const NEWLINE = 0x0a;
const RULE = Buffer.from(`${'-'.repeat(47)} `);

/**
 * Reads sipp's message log (-trace_msg). Each entry is a rule with the time, a line with the size in bytes, an empty line and the message.
 * The size decides where a message ends, so that nothing that stands in one can pass for another.
 */
export function parseMessageLog(log: Buffer): LoggedMessage[] {
  const messages: LoggedMessage[] = [];
  let offset = 0;
  for (;;) {
    const start = log.indexOf(RULE, offset);
    if (start === -1) return messages;
    const timeEnd = log.indexOf(NEWLINE, start);
    const headEnd = timeEnd === -1 ? -1 : log.indexOf(NEWLINE, timeEnd + 1);
    if (headEnd === -1) return messages;
    const head = /^UDP message (sent|received) [[(](\d+)(?:] bytes|\s*bytes\))/.exec(
      log.toString('latin1', timeEnd + 1, headEnd),
    );
    const bodyStart = headEnd + 2;
    const bodyEnd = bodyStart + Number(head?.[2] ?? 0);
    if (head && bodyEnd <= log.byteLength) {
      messages.push({
        direction: head[1] as LoggedMessage['direction'],
        at: log.toString('latin1', start + RULE.byteLength, timeEnd).trim(),
        raw: log.toString('utf8', bodyStart, bodyEnd),
      });
    }
    offset = head ? bodyEnd : headEnd;
  }
}
