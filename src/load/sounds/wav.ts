import { MAX_SOUND_BYTES, MAX_SOUND_SECONDS } from '../../domain/announcement.ts';
import type { Text } from '../../domain/language.ts';

/** What lines carry, and Asterisk plays without turning it into something else: samples a second, channels, bits of a sample. */
const FORM = { rate: 8_000, channels: 1, bits: 16 } as const;
const BYTES_PER_SECOND = (FORM.rate * FORM.channels * FORM.bits) / 8;
const PCM = 1;
/** What a program writes that does not know yet how long it will be. */
const UNKNOWN_LENGTH = 0xffffffff;

export type Wav = { seconds: number } | { trouble: 'unsupported' | 'too-long'; why: Text };

/**
 * What a node would play of a file. Looks for what Asterisk 22 looks for (formats/format_wav.c) and refuses what that refuses: libraries that
 * read WAV take more kinds of it. Never throws.
 * @param bytes its beginning: everything but the end of what is too large
 * @param size of the whole file
 */
export function readWav(bytes: Uint8Array, size: number): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (word(bytes, 0) !== 'RIFF' || word(bytes, 8) !== 'WAVE')
    return unsupported({ en: 'it is no WAV file', ja: 'WAV ファイルではありません' });
  let known = false;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const [name, length] = [word(bytes, at), view.getUint32(at + 4, true)];
    const body = at + 8;
    if (name === 'data') return known ? sound(body, length, size) : unsupported(FORM_UNKNOWN);
    if (name === 'fmt ') {
      if (length < 16 || body + length > bytes.length) return unsupported(FORM_UNKNOWN);
      const other = otherForm(view, body);
      if (other) return unsupported(other);
      known = true;
    }
    // A byte of nothing follows it, which Asterisk takes for the beginning of the next part.
    if (length % 2 === 1)
      return unsupported({
        en: 'a part before its sound has an odd length',
        ja: '音声より前の部分の長さが奇数です',
      });
    at = body + length;
  }
  return unsupported({ en: 'it has no part with sound', ja: '音声の部分がありません' });
}

function otherForm(view: DataView, at: number): Text | undefined {
  const [kind, channels] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
  const rate = view.getUint32(at + 4, true);
  const [frame, bits] = [view.getUint16(at + 12, true), view.getUint16(at + 14, true)];
  if (kind !== PCM)
    return {
      en: `its samples are of kind ${kind}, not plain PCM`,
      ja: `サンプルの種類が ${kind} で、PCM ではありません`,
    };
  if (channels !== FORM.channels)
    return { en: `it has ${channels} channels`, ja: `${channels} チャンネルです` };
  if (rate !== FORM.rate) return { en: `it has ${rate} samples a second`, ja: `毎秒 ${rate} サンプルです` };
  if (bits !== FORM.bits) return { en: `its samples have ${bits} bits`, ja: `サンプルが ${bits} ビットです` };
  return frame === (FORM.channels * FORM.bits) / 8
    ? undefined
    : { en: `its samples take ${frame} bytes each`, ja: `サンプルが ${frame} バイトずつです` };
}

function sound(at: number, length: number, size: number): Wav {
  if (length === UNKNOWN_LENGTH)
    return unsupported({ en: 'it does not say how long it is', ja: '長さが書かれていません' });
  if (length < 2) return unsupported({ en: 'there is no sound in it', ja: '音声が入っていません' });
  const seconds = length / BYTES_PER_SECOND;
  if (seconds > MAX_SOUND_SECONDS) {
    const long = Math.ceil(seconds);
    return { trouble: 'too-long', why: { en: `it lasts ${long} s`, ja: `${long} 秒あります` } };
  }
  if (size > MAX_SOUND_BYTES)
    return { trouble: 'too-long', why: { en: `it has ${size} bytes`, ja: `${size} バイトあります` } };
  if (at + length > size) return unsupported({ en: 'it is cut off', ja: '途中で切れています' });
  return { seconds };
}

const FORM_UNKNOWN = { en: 'its form is not told', ja: '形式が書かれていません' };

function unsupported(why: Text): Wav {
  return { trouble: 'unsupported', why };
}

/** Four letters; fewer at the end. */
function word(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
