import type { Text } from '../domain/language.ts';
import type { Diagnostic, Position } from './diagnostic.ts';
import { problemAt, START } from './problem-at.ts';
import type { RawFile } from './raw-file.ts';

/** Text, or why the bytes are none. */
export type Decoded = { text: string } | { problem: Diagnostic };

const SAVE_AS_UTF8 = { en: 'save it as UTF-8', ja: 'UTF-8 で保存してください' };

/** UTF-8 with or without a byte order mark, nothing else: what an editor guessed wrongly would reach an operator's screen as rubbish. */
export function decode(raw: RawFile): Decoded {
  const { bytes, file } = raw;
  const refuse = ({ en, ja }: Text, at: Position = START): Decoded => {
    const message = { en: `${en}, but only UTF-8 is read`, ja: `${ja}。読めるのは UTF-8 だけです` };
    return { problem: problemAt(file, at, 'file-encoding', message, SAVE_AS_UTF8) };
  };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refuse({ en: 'the file is UTF-16', ja: 'ファイルが UTF-16 です' });
  }
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0)) {
    return refuse({
      en: 'the file looks like UTF-16 without a byte order mark',
      ja: 'ファイルがバイト順マークのない UTF-16 のようです',
    });
  }
  const text = tryDecode('utf-8', bytes);
  if (text !== undefined) return { text };
  const at = firstInvalid(bytes);
  const { en, ja } = guess(bytes);
  return refuse(
    {
      en: `${en} (the first byte that is not UTF-8 is here)`,
      ja: `${ja}（UTF-8 でない最初のバイトはここです）`,
    },
    at,
  );
}

function tryDecode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function guess(bytes: Uint8Array): Text {
  const likely = ['Shift_JIS', 'EUC-JP'].filter((encoding) => tryDecode(encoding, bytes) !== undefined);
  return likely.length > 0
    ? { en: `the file looks like ${likely.join(' or ')}`, ja: `ファイルが ${likely.join(' か ')} のようです` }
    : { en: 'the file holds bytes that are no text', ja: 'ファイルに文字でないバイトが含まれています' };
}

/** Where the longest valid beginning ends. Halving, since a decoder does not say where it failed. */
function firstInvalid(bytes: Uint8Array): Position {
  const valid = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valid(middle)) low = middle;
    else high = middle - 1;
  }
  // Streaming again: the beginning of a character that is cut off is no character yet.
  const lines = new TextDecoder().decode(bytes.subarray(0, low), { stream: true }).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
