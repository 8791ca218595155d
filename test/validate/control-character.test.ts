import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { controlCharacter } from '../../src/validate/rules/control-character.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

const DATE = '2027-03-01' as LocalDate;

function found(text: string): string[] {
  const loaded = loadFiles([raw(text)], 'tenants');
  expect(loaded.tenants).toHaveLength(1);
  return Array.from(
    controlCharacter.check({ ...sideOf(loaded), date: DATE }),
    (v) => `${v.at.line}:${v.at.column}`,
  );
}

describe('control-character', () => {
  it.each([
    ['an escape sequence', '\u001b[31m'],
    ['C1', '\u009b'],
    ['DEL', '\u007f'],
    ['next line', '\u0085'],
    ['line separator', '\u2028'],
    ['paragraph separator', '\u2029'],
    ['right-to-left override', '\u202e'],
    ['isolate', '\u2066'],
    ['zero-width space', '\u200b'],
    ['zero-width joiner', '\u200d'],
    ['soft hyphen', '\u00ad'],
    ['byte order mark inside', '\ufeff'],
    ['tag', '\u{e0041}'],
    ['what stands where text was lost', '\ufffd'],
    ['a Hangul filler', '\u3164'],
    ['the empty Braille pattern', '\u2800'],
    ['a joiner of graphemes', '\u034f'],
    ['private use', '\ue000'],
    ['private use of another plane', '\u{f0000}'],
    ['what is no character', '\u{10ffff}'],
  ])('%s is refused in the text and as an escape, once', (_name, character) => {
    expect(found(`id: a\nname: x${character}y\n`)).toEqual(['2:8']);
    const escaped = [...character]
      .map((c) => `\\U${(c.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`)
      .join('');
    expect(found(`id: a\nname: "x${escaped}y"\n`)).toEqual(['2:7']);
  });

  it('is refused in a comment too, where a reviewer would be misled', () => {
    expect(found('id: a # \u202e\n')).toEqual(['1:9']);
  });

  it('finds line breaks that YAML makes', () => {
    expect(found('id: a\nname: |\n  x\n  y\n')).toEqual(['2:7']);
    expect(found('id: a\nname: "x\\ny"\n')).toEqual(['2:7']);
  });

  it('lets line ends of Windows and what Japanese names need pass', () => {
    expect(found('id: a\r\nname: 辻\u{e0100}　髙橋 ヷ①\r\n')).toEqual([]);
  });

  it('lets emoji, keycaps and every class of Japanese text pass', () => {
    expect(found('id: a\nname: ☎️ 1️⃣ 🎉 ｱｲｳ ㈱ ﾞ 々〆ヶ 𠮷 é\n')).toEqual([]);
  });

  it('finds half a surrogate pair', () => {
    expect(found('name: "\\ud83d"\n')).toEqual(['1:7']);
  });

  it('finds every invisible character wherever it is', () => {
    const invisible = fc
      .integer({ min: 0, max: 0x10ffff })
      .filter((c) => c < 0xd800 || c > 0xdfff)
      .map((c) => String.fromCodePoint(c))
      .filter((c) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(c));
    const text = fc.string({ unit: fc.constantFrom('a', '山', '😀', ' '), maxLength: 20 });
    fc.assert(
      fc.property(text, invisible, text, (before, character, after) => {
        const value = JSON.stringify(before + character + after)
          .replaceAll('\u007f', '\\u007f')
          .replace(/\t/g, '\\t');
        expect(found(`name: ${value}\n`)).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('what is passed over at a glance holds none of them', () => {
    const ranges = [
      [0x20, 0x7e],
      [0x3000, 0x303f],
      [0x3041, 0x30ff],
      [0x4e00, 0x9fff],
      [0xff01, 0xff9f],
    ] as const;
    const all = ranges.map(([from, to]) =>
      String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i)),
    );
    // With one that is not, each is looked at.
    expect(found(`id: x # ${all.join('')}é\n`)).toEqual([]);
  });
});
