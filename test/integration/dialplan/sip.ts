import { createHash, randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

const PORT = 5060;
const FINAL_MS = 30_000;

/** One end of SIP over UDP that sends exactly the bytes it is told to, well-formed or not: what no SIP library would let a test do. */
export class Endpoint {
  protected readonly socket: Socket;
  readonly address: string;
  readonly #bound: boolean;

  /** @param bound a socket at this address that is open already, in another network perhaps */
  constructor(address: string, bound?: Socket) {
    this.address = address;
    this.socket = bound ?? createSocket('udp4');
    this.#bound = bound !== undefined;
  }

  async open(): Promise<this> {
    if (this.#bound) return this;
    this.socket.bind(PORT, this.address);
    await once(this.socket, 'listening');
    return this;
  }

  close(): void {
    this.socket.close();
  }

  protected send(lines: readonly string[], to: string, body = ''): void {
    const head = [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
    this.socket.send(head, PORT, to);
  }

  /** @param hears where it would hear; nothing listens at the default */
  protected sdp({ address = this.address, port = 40_000 } = {}): string {
    const lines = ['v=0', `o=- 1 1 IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0'];
    return [...lines, `m=audio ${port} RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', ''].join('\r\n');
  }
}

/** The first header of a name in a raw message. */
export function header(message: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.*?)\\r?$`, 'im').exec(message)?.[1];
}

/** All headers of a name in a raw message, each as its line. */
export function headerLines(message: string, name: string): string[] {
  return [...message.matchAll(new RegExp(`^${name}:.*?(?=\\r?$)`, 'gim'))].map(([line]) => line);
}

/** The status of a raw response; 0 of a request. */
export function status(message: string): number {
  return Number(/^SIP\/2\.0 (\d{3})/.exec(message)?.[1] ?? 0);
}

/** Answers one request. */
export type Reply = (line: string, body?: string) => void;

/** What a carrier sends; the defaults are an ordinary call. */
export interface CallOptions {
  /** The user part of the Request-URI, as it goes over the wire. */
  number: string;
  from?: string;
  headers?: readonly string[];
  /** Milliseconds from the answer to the caller's BYE. */
  talkMs?: number;
}

/** Whoever calls. Ends each call itself. */
export class Caller extends Endpoint {
  /** Every status but 100, in order; without any where Asterisk takes the request for none. */
  async call(node: string, options: CallOptions): Promise<number[]> {
    const { number, from = '<sip:09012345678@carrier.example>', headers = [], talkMs = 100 } = options;
    const id = randomBytes(8).toString('hex');
    const uri = `sip:${number}@${node}`;
    const request = (method: string, cseq: number, to: string, branch: string): string[] => [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${this.address}:${PORT};branch=z9hG4bK${id}${branch}`,
      `From: ${from};tag=${id}`,
      `To: ${to}`,
      `Call-ID: ${id}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:carrier@${this.address}>`,
      'Max-Forwards: 70',
    ];
    const invite = request('INVITE', 1, '<sip:0661234567@carrier.example>', 'i');
    const responses = this.#responses(id);
    this.send([...invite, ...headers, 'Content-Type: application/sdp'], node, this.sdp());
    const seen: number[] = [];
    for await (const response of responses) {
      if (status(response) > 100) seen.push(status(response));
      if (status(response) < 200) continue;
      const to = header(response, 'To') ?? '';
      this.send(request('ACK', 1, to, status(response) === 200 ? 'a' : 'i'), node);
      if (status(response) === 200) {
        await new Promise((resolve) => setTimeout(resolve, talkMs));
        this.send(request('BYE', 2, to, 'b'), node);
      }
      break;
    }
    return seen;
  }

  async *#responses(id: string): AsyncGenerator<string> {
    const deadline = AbortSignal.timeout(FINAL_MS);
    const queue: string[] = [];
    let wake = (): void => {};
    const take = (data: Buffer): void => {
      const text = data.toString();
      if (header(text, 'Call-ID') !== id || !header(text, 'CSeq')?.endsWith('INVITE')) return;
      queue.push(text);
      wake();
    };
    this.socket.on('message', take);
    try {
      // What is no request at all gets no answer: that is known after a second.
      const silence = setTimeout(() => wake(), 1_000);
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) {
          clearTimeout(silence);
          yield next;
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          deadline.addEventListener('abort', () => resolve(), { once: true });
        });
        if (queue.length === 0) return;
      }
    } finally {
      this.socket.off('message', take);
    }
  }
}

/** An operator's phone, which answers at once. */
export class Phone extends Endpoint {
  readonly #registers = randomBytes(8).toString('hex');
  /** The INVITEs that it got, raw. */
  readonly invites: string[] = [];

  override async open(): Promise<this> {
    this.socket.on('message', (data, from) => this.#take(data.toString(), from));
    return super.open();
  }

  async register(node: string, user: string, password: string): Promise<void> {
    const challenge = await this.#register(node, user, 1);
    const realm = /realm="([^"]*)"/.exec(challenge)?.[1] ?? '';
    const nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? '';
    const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
    const uri = `sip:${node}`;
    // Only where it is offered, as Asterisk does and the edges do not.
    const qop = /qop="auth"/.test(challenge);
    const once = qop ? ['00000001', 'c', 'auth'] : [];
    const response = md5(
      [md5(`${user}:${realm}:${password}`), nonce, ...once, md5(`REGISTER:${uri}`)].join(':'),
    );
    const digest = [
      ...[`username="${user}"`, `realm="${realm}"`, `nonce="${nonce}"`, `uri="${uri}"`],
      ...[`response="${response}"`, 'algorithm=MD5'],
      ...(qop ? ['qop=auth', 'nc=00000001', 'cnonce="c"'] : []),
    ];
    const opaque = /opaque="([^"]*)"/.exec(challenge)?.[1];
    if (opaque !== undefined) digest.push(`opaque="${opaque}"`);
    const accepted = await this.#register(node, user, 2, `Authorization: Digest ${digest.join(', ')}`);
    if (status(accepted) !== 200) throw new Error(`not registered: ${accepted.split('\r\n')[0]}`);
  }

  async #register(node: string, user: string, cseq: number, ...more: string[]): Promise<string> {
    this.send(
      [
        `REGISTER sip:${node} SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.address}:${PORT};branch=z9hG4bK${randomBytes(8).toString('hex')}`,
        `From: <sip:${user}@${node}>;tag=phone`,
        `To: <sip:${user}@${node}>`,
        // Its own each time: a registrar takes no lower CSeq of one that it knows.
        `Call-ID: ${this.#registers}`,
        `CSeq: ${cseq} REGISTER`,
        `Contact: <sip:${user}@${this.address}>`,
        'Expires: 600',
        'Max-Forwards: 70',
        ...more,
      ],
      node,
    );
    for (;;) {
      const [data] = (await once(this.socket, 'message', { signal: AbortSignal.timeout(5_000) })) as [Buffer];
      if (header(data.toString(), 'CSeq') === `${cseq} REGISTER`) return data.toString();
    }
  }

  #take(request: string, { address }: RemoteInfo): void {
    const method = request.split(' ', 1)[0] ?? '';
    if (!['INVITE', 'ACK', 'OPTIONS', 'BYE', 'CANCEL'].includes(method)) return;
    // Each machine on the way has its own Via and Record-Route.
    const echoed = ['Via', 'Record-Route', 'From', 'Call-ID', 'CSeq'].flatMap((name) =>
      headerLines(request, name),
    );
    const to = header(request, 'To') ?? '';
    const tagged = to.includes(';tag=') ? to : `${to};tag=phone`;
    this.requested(method, request, address, (line, body = '') => {
      const type = body === '' ? [] : ['Content-Type: application/sdp'];
      const contact = `Contact: <sip:phone@${this.address}>`;
      this.send([`SIP/2.0 ${line}`, ...echoed, `To: ${tagged}`, contact, ...type], address, body);
    });
  }

  /** What the phone does with a request of a node. */
  protected requested(method: string, request: string, _node: string, reply: Reply): void {
    if (method === 'ACK') return;
    if (method !== 'INVITE') {
      reply('200 OK');
      return;
    }
    this.invites.push(request);
    reply('180 Ringing');
    reply('200 OK', this.sdp());
  }
}
