/** A WAV file as a test wants it; without more, what nodes play. */
export interface WavForm {
  seconds?: number;
  /** Of which every sample is. */
  sample?: number;
  rate?: number;
  channels?: number;
  bits?: number;
  /** 1: plain PCM. */
  kind?: number;
  /** Bytes of a sample, where the header says otherwise than it is. */
  frame?: number;
  /** Bytes of the part that says the form. */
  form?: number;
  /** Put before the form. */
  first?: Uint8Array;
  /** Put before the sound. */
  before?: Uint8Array;
  /** Put after the sound. */
  after?: Uint8Array;
  /** What the header says in place of the truth. */
  length?: number;
}

export function wav(form: WavForm = {}): Buffer {
  const { seconds = 0.5, sample = 0, rate = 8_000, channels = 1, bits = 16, kind = 1, length } = form;
  const before = form.before ?? new Uint8Array();
  const frame = (channels * bits) / 8;
  const sound = Buffer.alloc(Math.round(seconds * rate) * frame);
  if (bits === 16) for (let at = 0; at < sound.length; at += 2) sound.writeInt16LE(sample, at);
  const fmt = Buffer.alloc(form.form ?? 16);
  fmt.writeUInt16LE(kind, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(rate, 4);
  fmt.writeUInt32LE(rate * frame, 8);
  fmt.writeUInt16LE(form.frame ?? frame, 12);
  fmt.writeUInt16LE(bits, 14);
  const parts = Buffer.concat([
    form.first ?? new Uint8Array(),
    chunk('fmt ', fmt),
    before,
    chunk('data', sound, length),
    form.after ?? new Uint8Array(),
  ]);
  return Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), parts]))]);
}

export function chunk(name: string, body: Uint8Array, length = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
