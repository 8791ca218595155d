import { describe, expect, it } from 'vitest';
import { sourceOf } from './raw.ts';

const source = sourceOf(`id: aoi
company:
  name: 青井
numbers:
  - { number: "03-5000-0001", type: 03 }
empty:
`);

describe('SourceFile', () => {
  it('knows where values and keys begin', () => {
    expect(source.at(['id'])).toEqual({ line: 1, column: 5 });
    expect(source.keyAt(['company', 'name'])).toEqual({ line: 3, column: 3 });
    expect(source.at(['company', 'name'])).toEqual({ line: 3, column: 9 });
    expect(source.at(['numbers', 0, 'type'])).toEqual({ line: 5, column: 37 });
  });

  it('places a value that is missing at the key that should hold it', () => {
    expect(source.at(['company', 'kana'])).toEqual({ line: 2, column: 1 });
    expect(source.keyAt(['company', 'kana'])).toEqual({ line: 2, column: 1 });
    expect(source.at(['numbers', 7, 'type'])).toEqual({ line: 4, column: 1 });
    expect(source.at(['nothing'])).toEqual({ line: 1, column: 1 });
  });

  it('gives a value as it was written', () => {
    expect(source.written(['numbers', 0, 'number'])).toBe('"03-5000-0001"');
    expect(source.written(['numbers', 0, 'type'])).toBe('03');
    expect(source.written(['numbers', 1])).toBe('');
  });

  it('places an empty value at its key', () => {
    expect(source.at(['empty']).line).toBe(6);
  });
});
