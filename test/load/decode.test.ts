import { describe, expect, it } from 'vitest';
import { decode } from '../../src/load/decode.ts';
import { raw } from './raw.ts';

function refused(bytes: number[] | Uint8Array): string {
  const decoded = decode(raw(Uint8Array.from(bytes)));
  if ('text' in decoded) throw new Error(`read as ${JSON.stringify(decoded.text)}`);
  return `${decoded.problem.line}:${decoded.problem.column} ${decoded.problem.message.en}`;
}

describe('decode', () => {
  it('reads UTF-8 and drops a byte order mark', () => {
    expect(decode(raw(Uint8Array.from([0xef, 0xbb, 0xbf, 0xe5, 0xb1, 0xb1])))).toEqual({ text: '山' });
  });

  it('names UTF-16, with a mark and without', () => {
    expect(refused([0xff, 0xfe, 0x69, 0])).toMatch(/^1:1 the file is UTF-16,/);
    expect(refused([0xfe, 0xff, 0, 0x69])).toMatch(/^1:1 the file is UTF-16,/);
    expect(refused([0x69, 0, 0x64, 0])).toMatch(/looks like UTF-16 without/);
  });

  it('names Shift_JIS and EUC-JP, at the first byte that is not UTF-8', () => {
    // 山田 in Shift_JIS, in the second line after "名: " in ASCII
    expect(refused([0x61, 0x0a, 0x62, 0x3a, 0x20, 0x8e, 0x52, 0x93, 0x63])).toMatch(
      /^2:4 the file looks like Shift_JIS /,
    );
    expect(refused([0xbb, 0xb3, 0xc5, 0xc4])).toMatch(/EUC-JP/);
  });

  it('refuses what UTF-8 forbids: overlong forms, surrogates, a character cut off at the end', () => {
    expect(refused([0x61, 0xc0, 0x80])).toMatch(/^1:2 /);
    expect(refused([0x61, 0xed, 0xa0, 0x80])).toMatch(/^1:2 /);
    expect(refused([0x61, 0xe5, 0xb1])).toMatch(/^1:/);
  });
});
