import { once } from 'node:events';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { storeMail } from '../mail/stored.ts';
import type { Endpoint } from '../place.ts';

/** What a mail may weigh: more than any report with its fax. */
const SIZE_LIMIT_BYTES = 30 * 1024 * 1024;

/** All customers' mailboxes behind one SMTP server that takes everything and keeps it. */
export async function mailboxes(place: Endpoint, folder: string): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    // Postfix quotes legacy mobile addresses, "a..b"@example.jp: they exist, and are customers'.
    lenientAddressParsing: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: SIZE_LIMIT_BYTES,
    logger: false,
    onData: (stream, session, callback) => {
      receive(stream, session, folder).then(
        () => callback(),
        (error: Error) => callback(error),
      );
    },
  });
  // A client that breaks off is no reason to stop.
  server.on('error', (error) => console.error(`mailboxes: ${error.message}`));
  server.listen(place.port, place.host);
  await once(server.server, 'listening');
  return server;
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  folder: string,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  if (stream.sizeExceeded) throw Object.assign(new Error('too large'), { responseCode: 552 });
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map((recipient) => recipient.address),
    receivedAt: Date.now(),
  };
  await storeMail(folder, envelope, Buffer.concat(chunks));
}
