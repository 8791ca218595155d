import { connect, type Socket } from 'node:net';
import { RunEnded } from '../agent/machine.ts';
import { AmiMessage } from './message.ts';

export interface AmiAddress {
  host: string;
  port: number;
  username: string;
  secret: string;
}

/** An action as its names and values. A list sends the name once for each value. */
export type AmiAction = { Action: string } & Record<string, string | readonly string[]>;

/** Asterisk refused an action. Its message is Asterisk's own. */
export class AmiRefused extends Error {}
/** The connection has ended: what was asked and not answered may have been done or not. */
export class AmiClosed extends RunEnded {}

/** A connection that has said nothing for so long while something was asked is taken for dead. */
const SILENCE_MS = 30_000;
/** Longest line that Asterisk takes (1,024 bytes with its end); it drops longer ones without a word. */
const LINE_BYTES = 1_020;

interface Pending {
  events?: AmiMessage[];
  resolve(answer: { response: AmiMessage; events: AmiMessage[] }): void;
  reject(error: Error): void;
  response?: AmiMessage;
}

/**
 * Asterisk's manager interface: any number of actions at once, each answered by its ActionID. docs/opinions.md says why none of
 * the published clients is used.
 */
export class AmiConnection {
  readonly #socket: Socket;
  readonly #pending = new Map<string, Pending>();
  #next = 0;
  #rest = '';
  /** Resolves when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket, silenceMs: number) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.setNoDelay(true);
    socket.setTimeout(silenceMs);
    // Each time: a callback given to setTimeout is called once, which an idle connection uses up.
    socket.on('timeout', () => {
      if (this.#pending.size > 0)
        socket.destroy(new AmiClosed(`Asterisk was silent for ${silenceMs / 1000} s`));
    });
    socket.on('data', (chunk) => this.#read(String(chunk)));
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        for (const pending of this.#pending.values())
          pending.reject(new AmiClosed('the connection to Asterisk has ended'));
        this.#pending.clear();
        resolve();
      });
    });
  }

  /** Connects and logs in, without Asterisk's own events. Throws AmiClosed or AmiRefused. */
  static async open(
    { host, port, username, secret }: AmiAddress,
    silenceMs = SILENCE_MS,
  ): Promise<AmiConnection> {
    const ami = new AmiConnection(connect({ host, port }), silenceMs);
    try {
      await ami.action({ Action: 'Login', Username: username, Secret: secret, Events: 'off' });
      return ami;
    } catch (error) {
      ami.close();
      throw error;
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Sends an action and waits for its response. Throws AmiRefused where Asterisk says no. */
  async action(action: AmiAction): Promise<AmiMessage> {
    return (await this.#send(action, false)).response;
  }

  /** Sends an action that is answered by a list of events, and returns these without the closing one. */
  async list(action: AmiAction): Promise<AmiMessage[]> {
    return (await this.#send(action, true)).events;
  }

  /** The lines that a command of Asterisk's command line prints. */
  async command(command: string): Promise<string[]> {
    return (await this.action({ Action: 'Command', Command: command })).all('Output');
  }

  #send(action: AmiAction, list: boolean): Promise<{ response: AmiMessage; events: AmiMessage[] }> {
    const id = String(this.#next++);
    const lines = Object.entries({ ...action, ActionID: id }).flatMap(([name, value]) =>
      [value].flat().map((v) => `${name}: ${v}`),
    );
    for (const line of lines) {
      if (/[\r\n]/.test(line) || Buffer.byteLength(line) > LINE_BYTES) {
        throw new RangeError(
          `a line of ${action.Action} is longer than Asterisk takes, or is more than one line`,
        );
      }
    }
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new AmiClosed('the connection to Asterisk has ended'));
      this.#pending.set(id, { resolve, reject, ...(list ? { events: [] } : {}) });
      this.#socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
  }

  #read(chunk: string): void {
    const messages = (this.#rest + chunk).split('\r\n\r\n');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) this.#answer(new AmiMessage(message.split('\r\n')));
  }

  #answer(message: AmiMessage): void {
    const id = message.get('ActionID');
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (id === undefined || !pending) return;
    const status = message.get('Response');
    if (status !== undefined && message.get('Event') === undefined) pending.response = message;
    else if (message.get('EventList') !== 'Complete') pending.events?.push(message);

    if (status === 'Error') {
      this.#pending.delete(id);
      pending.reject(new AmiRefused(message.get('Message') ?? 'Asterisk refused an action'));
      return;
    }
    const complete = pending.events === undefined || message.get('EventList') === 'Complete';
    if (pending.response && complete) {
      this.#pending.delete(id);
      pending.resolve({ response: pending.response, events: pending.events ?? [] });
    }
  }
}
