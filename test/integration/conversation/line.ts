import { randomBytes } from 'node:crypto';
import { Endpoint, header, headerLines, status } from '../dialplan/sip.ts';
import { type Elsewhere, Voice } from './voice.ts';

const PORT = 5060;
/** As RFC 3261 repeats a request over UDP, but without getting slower: a test does not wait. */
const REPEAT_MS = 500;
const UNANSWERED_MS = 4_000;
const GIVEN_UP_MS = 120_000;

/** A call that lasts until its caller hangs up, or the node ends it. */
export interface LongCall {
  readonly node: string;
  readonly number: string;
  readonly from: string;
  /** Every status but 100 as it came. */
  readonly statuses: readonly number[];
  /** The final status; 0: there was none. */
  readonly final: Promise<number>;
  /** Whether the node has ended it though its caller had not hung up. */
  readonly cut: boolean;
  /** Packets of sound that the caller has got. */
  readonly heard: number;
  /** Hangs up, also before anybody has answered. @returns the node's answer; 0: there was none, or nobody had answered */
  hangUp(): Promise<number>;
}

/** A carrier's line, on which any number of calls last at the same time. */
export class Line extends Endpoint {
  readonly #calls = new Map<string, Call>();
  readonly #openVoice: () => Promise<Voice>;

  constructor(address: string, { socket, voice = () => Voice.open(address) }: Elsewhere = {}) {
    super(address, socket);
    this.#openVoice = voice;
  }

  override async open(): Promise<this> {
    this.socket.on('message', (data, { address }) => {
      const message = data.toString();
      this.#calls.get(header(message, 'Call-ID') ?? '')?.take(message, address);
    });
    return super.open();
  }

  /** Places a call; what becomes of it is seen in what this gives. */
  async place(node: string, number: string, from: string): Promise<LongCall> {
    const voice = await this.#openVoice();
    const wire = {
      address: this.address,
      sdp: this.sdp(voice),
      send: (lines: readonly string[], to: string, body?: string) => this.send(lines, to, body),
    };
    const call = new Call(wire, voice, { node, number, from });
    this.#calls.set(call.id, call);
    call.invite();
    return call;
  }

  override close(): void {
    for (const call of this.#calls.values()) call.forget();
    super.close();
  }
}

interface Wire {
  address: string;
  sdp: string;
  send(lines: readonly string[], to: string, body?: string): void;
}

class Call implements LongCall {
  readonly id = randomBytes(8).toString('hex');
  readonly node: string;
  readonly number: string;
  readonly from: string;
  readonly statuses: number[] = [];
  readonly final: Promise<number>;
  cut = false;
  readonly #wire: Wire;
  readonly #voice: Voice;
  readonly #ends = Promise.withResolvers<number>();
  readonly #gone = Promise.withResolvers<number>();
  #to: string;
  /** Whom the dialog's requests are for, and by which machines they go. */
  #target: string;
  #routes: string[] = [];
  #repeats: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;
  #over = false;
  #answered = false;

  constructor(wire: Wire, voice: Voice, { node, number, from }: Pick<LongCall, 'node' | 'number' | 'from'>) {
    this.#wire = wire;
    this.#voice = voice;
    this.node = node;
    this.number = number;
    this.from = from;
    this.#target = `sip:${number}@${node}`;
    this.#to = `<${this.#target}>`;
    this.final = this.#ends.promise;
  }

  get heard(): number {
    return this.#voice.heard;
  }

  invite(): void {
    const { sdp } = this.#wire;
    this.#repeat(() => this.#request('INVITE', 1, 'i', ['Content-Type: application/sdp'], sdp));
    this.#giveUpAfter(UNANSWERED_MS);
  }

  hangUp(): Promise<number> {
    if (!this.#over) {
      this.#over = true;
      this.#repeat(() => this.#end());
      this.#patience = setTimeout(() => this.#leave(0), UNANSWERED_MS);
    }
    return this.#gone.promise;
  }

  take(message: string, node: string): void {
    const method = message.split(' ', 1)[0];
    if (method === 'BYE') {
      const echoed = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name) => headerLines(message, name));
      this.#wire.send(['SIP/2.0 200 OK', ...echoed], node);
      if (!this.#over) this.cut = true;
      this.#over = true;
      this.#leave(0);
    } else if (header(message, 'CSeq')?.endsWith('INVITE')) this.#progress(message);
    else if (header(message, 'CSeq')?.endsWith('BYE') && status(message) >= 200) this.#leave(status(message));
  }

  /** Without a word to the node: the test is over. */
  forget(): void {
    this.#ends.resolve(0);
    this.#leave(0);
  }

  #progress(response: string): void {
    const code = status(response);
    if (code === 0) return;
    if (code > 100) this.statuses.push(code);
    this.#stopRepeating();
    this.#voice.speakTo(response);
    if (code < 200) {
      this.#giveUpAfter(GIVEN_UP_MS);
      return;
    }
    if (this.#patience) clearTimeout(this.#patience);
    this.#to = header(response, 'To') ?? this.#to;
    this.#answered = code < 300;
    if (this.#answered) this.#follow(response);
    this.#request('ACK', 1, code < 300 ? 'a' : 'i');
    this.#ends.resolve(code);
    if (code >= 300) this.#leave(0);
    // It was answered at the moment when its caller gave up.
    else if (this.#over) this.#repeat(() => this.#end());
  }

  #follow(answer: string): void {
    this.#target = /<([^>]*)>/.exec(header(answer, 'Contact') ?? '')?.[1] ?? this.#target;
    this.#routes = headerLines(answer, 'Record-Route')
      .toReversed()
      .map((line) => line.replace('Record-', ''));
  }

  #end(): void {
    if (this.#answered) this.#request('BYE', 2, 'b');
    else this.#request('CANCEL', 1, 'i');
  }

  #request(
    method: string,
    cseq: number,
    branch: string,
    headers: readonly string[] = [],
    body?: string,
  ): void {
    const { address } = this.#wire;
    const lines = [
      `${method} ${this.#target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${PORT};branch=z9hG4bK${this.id}${branch}`,
      `From: <sip:${this.from}@${address}>;tag=${this.id}`,
      `To: ${this.#to}`,
      `Call-ID: ${this.id}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:carrier@${address}>`,
      'Max-Forwards: 70',
      ...this.#routes,
      ...headers,
    ];
    this.#wire.send(lines, this.node, body);
  }

  #repeat(send: () => void): void {
    this.#stopRepeating();
    send();
    this.#repeats = setInterval(send, REPEAT_MS);
  }

  #stopRepeating(): void {
    if (this.#repeats) clearInterval(this.#repeats);
  }

  #giveUpAfter(ms: number): void {
    if (this.#patience) clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#ends.resolve(0);
      this.#leave(0);
    }, ms);
  }

  #leave(answer: number): void {
    this.#stopRepeating();
    if (this.#patience) clearTimeout(this.#patience);
    this.#gone.resolve(answer);
    if (this.#left) return;
    this.#left = true;
    this.#voice.close();
  }

  #left = false;
}
