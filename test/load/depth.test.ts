import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, tooDeep } from '../../src/load/depth.ts';

describe('tooDeep', () => {
  it('lets pass what is as deep as allowed, and nothing deeper', () => {
    expect(tooDeep(`a: ${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`)).toBe(false);
    expect(tooDeep(`a: ${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`)).toBe(true);
  });

  it('does not count brackets in quotes and comments, nor hyphens in text', () => {
    expect(tooDeep(`a: "${'['.repeat(100)}"\n# ${'{'.repeat(100)}\n`)).toBe(false);
    expect(tooDeep(`a: ${'x-'.repeat(100)}\nb: "${'- '.repeat(100)}"`)).toBe(false);
  });

  it('does not add up what has been closed', () => {
    expect(tooDeep('a: [{}]\n'.repeat(100))).toBe(false);
  });
});
