import { MAX_SOUND_BYTES, MAX_SOUND_SECONDS } from '../../domain/announcement.ts';

/** What lines carry, and Asterisk plays without turning it into something else: samples a second, channels, bits of a sample. */
const FORM = { rate: 8_000, channels: 1, bits: 16 } as const;
const BYTES_PER_SECOND = (FORM.rate * FORM.channels * FORM.bits) / 8;
const PCM = 1;
/** What a program writes that does not know yet how long it will be. */
const UNKNOWN_LENGTH = 0xffffffff;

export type Wav = { seconds: number } | { trouble: 'unsupported' | 'too-long'; why: string };

/**
 * What a node would play of a file. Looks for what Asterisk 22 looks for (formats/format_wav.c) and refuses what that refuses: libraries that
 * read WAV take more kinds of it. Never throws.
 * @param bytes its beginning: everything but the end of what is too large
 * @param size of the whole file
 */
export function readWav(bytes: Uint8Array, size: number): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (word(bytes, 0) !== 'RIFF' || word(bytes, 8) !== 'WAVE') return unsupported('it is no WAV file');
  let known = false;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, length] = [word(bytes, at), view.getUint32(at + 4, true)];
    const body = at + 8;
    if (name === 'data') return known ? sound(body, length, size) : unsupported('its form is not told');
    if (name === 'fmt ') {
      if (length < 16 || body + length > bytes.length) return unsupported('its form is not told');
      const other = otherForm(view, body);
      if (other) return unsupported(other);
      known = true;
    }
    // A byte of nothing follows it, which Asterisk takes for the beginning of the next part.
    if (length % 2 === 1) return unsupported('a part before its sound has an odd length');
    at = body + length;
  }
  return unsupported('it has no part with sound');
}

function otherForm(view: DataView, at: number): string | undefined {
  const [kind, channels] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
  const rate = view.getUint32(at + 4, true);
  const [frame, bits] = [view.getUint16(at + 12, true), view.getUint16(at + 14, true)];
  if (kind !== PCM) return `its samples are of kind ${kind}, not plain PCM`;
  if (channels !== FORM.channels) return `it has ${channels} channels`;
  if (rate !== FORM.rate) return `it has ${rate} samples a second`;
  if (bits !== FORM.bits) return `its samples have ${bits} bits`;
  return frame === (FORM.channels * FORM.bits) / 8 ? undefined : `its samples take ${frame} bytes each`;
}

function sound(at: number, length: number, size: number): Wav {
  if (length === UNKNOWN_LENGTH) return unsupported('it does not say how long it is');
  if (length < 2) return unsupported('there is no sound in it');
  const seconds = length / BYTES_PER_SECOND;
  if (seconds > MAX_SOUND_SECONDS) return { trouble: 'too-long', why: `it lasts ${Math.ceil(seconds)} s` };
  if (size > MAX_SOUND_BYTES) return { trouble: 'too-long', why: `it has ${size} bytes` };
  if (at + length > size) return unsupported('it is cut off');
  return { seconds };
}

function unsupported(why: string): Wav {
  return { trouble: 'unsupported', why };
}

/** Four letters; fewer at the end. */
function word(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
