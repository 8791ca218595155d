import { describe, expect, test } from 'vitest';
import { faxOverdue, faxStand } from '../../../src/node/fax/stand.ts';

const MINUTE = 60_000;
const NOW = 100 * MINUTE;
const begin = { at: 1, company: '山田商事' };
const end = { success: true, pages: 1 };
const fresh = { begin, tiff: true, end: undefined, began: NOW - MINUTE, changed: NOW - MINUTE };
const facts = { now: NOW, asterisk: 0 };

describe('a fax', () => {
  test('goes on while nothing says otherwise', () => {
    expect(faxStand(fresh, facts)).toBe('receiving');
    expect(faxStand(fresh, { ...facts, asterisk: undefined })).toBe('receiving');
  });

  test('goes on for as long as pages come', () => {
    expect(faxStand({ ...fresh, began: NOW - 90 * MINUTE }, facts)).toBe('receiving');
  });

  test('is over with its end', () => {
    expect(faxStand({ ...fresh, end }, facts)).toBe('over');
  });

  test('is over where another Asterisk runs than the one that began it', () => {
    expect(faxStand(fresh, { ...facts, asterisk: NOW - 1 })).toBe('over');
  });

  test('is over after half an hour without a page', () => {
    expect(faxStand({ ...fresh, changed: NOW - 31 * MINUTE }, facts)).toBe('over');
  });

  test('that the node could not write down was never answered, once that is sure', () => {
    const unwritten = { ...fresh, begin: undefined, tiff: false };
    expect(faxStand(unwritten, facts)).toBe('receiving');
    expect(faxStand({ ...unwritten, end }, facts)).toBe('never-answered');
    expect(faxStand(unwritten, { ...facts, asterisk: NOW })).toBe('never-answered');
  });

  test('with pages is reported, whatever else is missing', () => {
    expect(faxStand({ ...fresh, begin: undefined }, { ...facts, asterisk: NOW })).toBe('over');
  });
});

test.each([
  ['an end', end, 9, false],
  ['an end', end, 11, true],
  ['no end', undefined, 31, false],
  ['no end', undefined, 41, true],
])('with %s (%j) it is overdue %i minutes after its last sign: %j', (_, last, minutes, overdue) => {
  expect(faxOverdue({ end: last, changed: NOW - minutes * MINUTE }, NOW)).toBe(overdue);
});
