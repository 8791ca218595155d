import { describe, expect, it } from 'vitest';
import { bracketTrouble, MAX_DEPTH } from '../../src/load/depth.ts';

describe('bracketTrouble', () => {
  it('lets pass what is as deep as allowed, and nothing deeper', () => {
    expect(bracketTrouble(`a: ${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`)).toBe(undefined);
    expect(bracketTrouble(`a: ${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`)).toBe('deep');
  });

  it('does not count brackets in quotes and comments, nor hyphens in text', () => {
    expect(bracketTrouble(`a: "${'['.repeat(100)}"\n# ${'{'.repeat(100)}\n`)).toBe(undefined);
    expect(bracketTrouble(`a: ${'x-'.repeat(100)}\nb: "${'- '.repeat(100)}"`)).toBe(undefined);
  });

  it('sees brackets that close nothing, but not in quotes and comments', () => {
    expect(bracketTrouble(`a: 1\n${']'.repeat(MAX_DEPTH + 1)}`)).toBe('unopened');
    expect(bracketTrouble(`a: "${'}'.repeat(100)}"\n# ${']'.repeat(100)}\n`)).toBe(undefined);
  });

  it('does not add up what has been closed', () => {
    expect(bracketTrouble('a: [{}]\n'.repeat(100))).toBe(undefined);
  });
});
