import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/load/parse.ts';
import { problemsOf, raw, sourceOf } from './raw.ts';

it('what is wrong with a file as YAML does not repeat names', () => {
  const file = [
    '山田太郎: 1\n山田太郎: 2\n',
    'a: *山田太郎\n',
    'a: &山田太郎 1\n',
    'a: !<tag:yaml.org,2002:山田太郎> 1\n',
    'a: !山田太郎 1\n',
    'a: "\\u山田太郎"\n',
    'a: | 山田太郎\n',
    'a: 1\n山田太郎\n',
    'a: "山田" 太郎\n',
    '%山田太郎\n---\na: 1\n',
  ];
  for (const text of file) {
    const parsed = parse(raw(text));
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems, text).not.toEqual([]);
    expect(JSON.stringify(problems), text).not.toMatch(/[山田太郎]/);
  }
});

describe('parse', () => {
  it('reads dates, yes and numbers with signs as the core schema of YAML 1.2 does', () => {
    const { value } = sourceOf('on: 2026-12-01\nanswer: yes\nphone: 03-5000-0001\ncount: 12\nempty:\n');
    expect(value).toEqual({ on: '2026-12-01', answer: 'yes', phone: '03-5000-0001', count: 12, empty: null });
  });

  it('gives keys such as __proto__ and constructor no meaning', () => {
    const { value } = sourceOf('__proto__: { polluted: true }\nconstructor: 1\n');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('accepts a byte order mark, and places do not count it', () => {
    expect(sourceOf('\uFEFFid: aoi\n').at(['id'])).toEqual({ line: 1, column: 5 });
  });

  it.each([
    ['a: 1\na: 2\nb: 1\nb: 2\n', ['2:1 yaml-duplicate-key', '4:1 yaml-duplicate-key']],
    ['a: { b: 1, b: 2 }\n', ['1:12 yaml-duplicate-key']],
    ['a: 1\n---\nb: 2\n', ['2:1 yaml-several-documents']],
    ['a: *x\n', ['1:4 yaml-alias']],
    ['a: &x 1\n', ['1:7 yaml-alias']],
    ['a: !!binary aGk=\n', ['1:13 yaml-tag']],
    ['a: !ruby/object x\n', ['1:4 yaml-syntax']],
    ['%TAG !e! tag:example.com,2000:\n---\na: 1\n', ['1:1 yaml-directive']],
    ['? [a]\n: b\n', ['1:3 yaml-key']],
    ['a:\tb\n', ['1:3 yaml-tab']],
    ['', ['1:1 file-empty']],
    ['# nothing\n', ['1:1 file-empty']],
    ['~\n', ['1:1 file-empty']],
    ['- a\n', ['1:1 file-not-mapping']],
    ['word\n', ['1:1 file-not-mapping']],
  ])('refuses %j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('does not repeat a page of text that stands where a key belongs', () => {
    const [key, word] = ['k'.repeat(900), 'w'.repeat(50_000)];
    for (const text of [`${key}: 1\n${key}: &${word} 2\n`, `a: *${word}\n`, `a: !${word} 1\n`]) {
      const parsed = parse(raw(text));
      const said = 'problems' in parsed ? parsed.problems.map((p) => p.message.en).join('') : '';
      expect(said.length).toBeGreaterThan(10);
      expect(said.length).toBeLessThan(500);
    }
  });

  it('says a merge key is a key like any other', () => {
    expect(sourceOf('<<: { a: 1 }\n').value).toEqual({ '<<': { a: 1 } });
  });
});

describe('a bomb of 256 KB ends at once', () => {
  const size = 256 * 1024;
  it.each([
    ['mappings', '{'.repeat(size)],
    ['lists', '['.repeat(size)],
    ['both', '[{'.repeat(size / 2)],
    ['mappings with keys', '{a: '.repeat(size / 4)],
    ['compact lists', '- '.repeat(size / 2)],
    ['compact keys', '? '.repeat(size / 2)],
    ['indentation', Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['closing brackets', ']'.repeat(size)],
    ['many keys', Array.from({ length: 25_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['one key many times', 'a: 1\n'.repeat(size / 5)],
    [
      'laughs',
      `a: &a [x,x,x,x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a,*a,*a]`).join('\n')}`,
    ],
  ])('%s', (_name, text) => {
    const began = performance.now();
    parse(raw(text));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('whatever the bytes', () => {
  const places = (bytes: Uint8Array): void => {
    const parsed = parse(raw(bytes));
    if ('source' in parsed) {
      expect(typeof parsed.source.value).toBe('object');
      return;
    }
    expect(parsed.problems.length).toBeGreaterThan(0);
    for (const p of parsed.problems) {
      expect(p.line).toBeGreaterThanOrEqual(1);
      expect(p.column).toBeGreaterThanOrEqual(1);
      expect(p.message.en).not.toContain('\n');
    }
  };

  it('there is a value or a problem with its place, never an exception', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), places), { numRuns: 500 });
  });

  it('nor with text made of what means something to YAML', () => {
    const token = fc.constantFrom(
      ...'[]{}:,-?&*!|>\'"%@`#~ \n\ra1.'.split(''),
      ': ',
      '- ',
      '\n  ',
      '---\n',
      '<<: ',
      '\\x',
      '日本',
    );
    const text = fc
      .array(token, { maxLength: 120 })
      .map((tokens) => new TextEncoder().encode(tokens.join('')));
    fc.assert(fc.property(text, places), { numRuns: 1_000 });
  });
});
