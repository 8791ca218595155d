import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Often enough that a node never takes the call for dead, and that a second shows whether it is heard. */
const PACKET_MS = 200;
const SAMPLES = 160;
const HEADER_BYTES = 12;
const SILENT_SAMPLE = 0xff;

/** One end's sound: RTP packets of silence out, and a count of what comes in. */
export class Voice {
  /** Packets that came. */
  heard = 0;
  readonly port: number;
  readonly #socket: Socket;
  #timer: NodeJS.Timeout | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.address().port;
    socket.on('message', () => this.heard++);
  }

  static async open(address: string): Promise<Voice> {
    const socket = createSocket('udp4').bind(0, address);
    await once(socket, 'listening');
    return new Voice(socket);
  }

  /** Begins to speak to where a session description says. */
  speakTo(sdp: string): void {
    const address = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
    const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0);
    if (address === undefined || port === 0 || this.#timer) return;
    const packet = Buffer.alloc(HEADER_BYTES + SAMPLES, SILENT_SAMPLE);
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
