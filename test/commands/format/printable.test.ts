import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableLines } from '../../../src/commands/format/printable.ts';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('text for a terminal', () => {
  it('shows escape sequences instead of obeying them', () => {
    expect(printable('\u001b[2Jx\u009b0m\u202ey\r\n')).toBe('\\u{1b}[2Jx\\u{9b}0m\\u{202e}y\\u{d}\\u{a}');
    expect(printableLines('a\nb\u0007')).toBe('a\nb\\u{7}');
  });

  it('leaves Japanese as it is', () => {
    expect(printable('株式会社　山田 "商事"; 辻\u{e0100} 😀')).toBe('株式会社　山田 "商事"; 辻\u{e0100} 😀');
  });

  it('has nothing invisible in it, whatever came in', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !INVISIBLE.test(printable(text))));
  });
});

describe('JSON for a terminal', () => {
  it('has nothing invisible in it but line ends, and means the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = printableJson({ text });
        expect(json.replaceAll('\n', '')).not.toMatch(INVISIBLE);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
    expect(JSON.parse(printableJson({ text: 'a\u{e0041}b\u009b' }))).toEqual({ text: 'a\u{e0041}b\u009b' });
  });
});
