import type { Diagnostic, Position } from './diagnostic.ts';
import { problemAt, START } from './problem-at.ts';
import type { RawFile } from './raw-file.ts';

/** Text, or why the bytes are none. */
export type Decoded = { text: string } | { problem: Diagnostic };

const SAVE_AS_UTF8 = 'save it as UTF-8';

/** UTF-8 with or without a byte order mark, nothing else: what an editor guessed wrongly would reach an operator's screen as rubbish. */
export function decode(raw: RawFile): Decoded {
  const { bytes, file } = raw;
  const refuse = (what: string, at: Position = START): Decoded => ({
    problem: problemAt(file, at, 'file-encoding', `${what}, but only UTF-8 is read`, SAVE_AS_UTF8),
  });
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refuse('the file is UTF-16');
  }
  if (bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0)) {
    return refuse('the file looks like UTF-16 without a byte order mark');
  }
  const text = tryDecode('utf-8', bytes);
  if (text !== undefined) return { text };
  const at = firstInvalid(bytes);
  return refuse(`${guess(bytes)} (the first byte that is not UTF-8 is here)`, at);
}

function tryDecode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function guess(bytes: Uint8Array): string {
  const likely = ['Shift_JIS', 'EUC-JP'].filter((encoding) => tryDecode(encoding, bytes) !== undefined);
  return likely.length > 0
    ? `the file looks like ${likely.join(' or ')}`
    : 'the file holds bytes that are no text';
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
