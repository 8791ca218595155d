import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Often enough that a node never takes the call for dead, and that a second shows whether it is heard. */
const PACKET_MS = 200;
const SAMPLES = 160;
const HEADER_BYTES = 12;
const SILENT_SAMPLE = 0xff;

/** Where not everything of an end is at its own address: the socket that it signals by, and what gives each call its voice. */
export interface Elsewhere {
  socket?: Socket;
  voice?: () => Promise<Voice>;
}

/** One end's sound: RTP packets of one sample over and over, and a count of what comes in. */
export class Voice {
  /** Packets that came. */
  heard = 0;
  /** The same by where they came from and by the sample that each was full of, such as `192.0.2.1 127`; `mixed`: of several. */
  readonly heardFrom = new Map<string, number>();
  readonly address: string;
  readonly port: number;
  readonly #socket: Socket;
  readonly #sample: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param socket is bound already, in another network perhaps */
  constructor(socket: Socket, sample = SILENT_SAMPLE) {
    this.#socket = socket;
    this.#sample = sample;
    ({ address: this.address, port: this.port } = socket.address());
    socket.on('message', (packet, { address }) => {
      this.heard++;
      const who = `${address} ${onlySample(packet.subarray(HEADER_BYTES))}`;
      this.heardFrom.set(who, (this.heardFrom.get(who) ?? 0) + 1);
    });
  }

  static async open(address: string, sample = SILENT_SAMPLE): Promise<Voice> {
    const socket = createSocket('udp4').bind(0, address);
    await once(socket, 'listening');
    return new Voice(socket, sample);
  }

  /** Begins to speak to where a session description says. */
  speakTo(sdp: string): void {
    const address = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
    const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0);
    if (address === undefined || port === 0 || this.#timer) return;
    const packet = Buffer.alloc(HEADER_BYTES + SAMPLES, this.#sample);
    packet.fill(0, 0, HEADER_BYTES);
    packet[0] = 0x80;
    randomBytes(4).copy(packet, 8);
    let sent = 0;
    this.#timer = setInterval(() => {
      packet.writeUInt16BE(sent & 0xffff, 2);
      packet.writeUInt32BE(sent++ * SAMPLES, 4);
      this.#socket.send(packet, port, address);
    }, PACKET_MS);
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#socket.close();
  }
}

function onlySample(sound: Buffer): number | 'mixed' {
  const [first = SILENT_SAMPLE] = sound;
  return sound.every((sample) => sample === first) ? first : 'mixed';
}
