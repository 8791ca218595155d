import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** What a relay was handed, and how. */
export interface Relayed {
  from: string;
  to: string[];
  raw: string;
  secure: boolean;
  user: string | undefined;
}

/** A mail relay as SES is one: it takes mail of one user over TLS, and counts whoever knocks. */
export interface Relay {
  mails: Relayed[];
  connections: number;
  /** Passwords that it was shown, right or wrong, and whether over TLS. */
  shown: { password: string | null | undefined; secure: boolean }[];
  close(): Promise<void>;
}

export async function startRelay(options: {
  host: string;
  port: number;
  /** PEM. Without it there is no STARTTLS, and a password is asked for all the same. */
  tls?: { key: string; cert: string };
  password: string;
  /** Asks for no password, as a customer's own server. */
  open?: boolean;
  /** Refuses every mail for good. */
  refuse?: boolean;
  /** Refuses mail to such an address for good. */
  refuseTo?: RegExp;
}): Promise<Relay> {
  const { host, port, tls, password, refuse, open, refuseTo } = options;
  const relay: Relay = { mails: [], connections: 0, shown: [], close: async () => {} };
  const server = new SMTPServer({
    ...(tls ?? { hideSTARTTLS: true, allowInsecureAuth: true }),
    authMethods: ['PLAIN', 'LOGIN'],
    authOptional: open === true,
    logger: false,
    onConnect: (_session, callback) => {
      relay.connections += 1;
      callback();
    },
    onAuth: (auth, session, callback) => {
      relay.shown.push({ password: auth.password, secure: session.secure });
      if (auth.password === password) callback(null, { user: auth.username ?? '' });
      else callback(Object.assign(new Error('Authentication Credentials Invalid'), { responseCode: 535 }));
    },
    onMailFrom: (_address, _session, callback) => {
      callback(refuse ? Object.assign(new Error('Message rejected'), { responseCode: 554 }) : null);
    },
    onRcptTo: ({ address }, _session, callback) => {
      callback(
        refuseTo?.test(address) ? Object.assign(new Error('No such user'), { responseCode: 550 }) : null,
      );
    },
    onData: (stream, session, callback) => {
      buffer(stream).then((raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        relay.mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: raw.toString('utf8'),
          secure: session.secure,
          user: session.user,
        });
        callback();
      }, callback);
    },
  });
  // A client that breaks off, since it does not trust the certificate, is what some tests want.
  server.on('error', () => {});
  server.listen(port, host);
  await once(server.server, 'listening');
  relay.close = () => new Promise((done) => server.close(() => done()));
  return relay;
}
