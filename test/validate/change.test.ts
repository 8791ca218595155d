import { describe, expect, it } from 'vitest';
import { joined } from '../../src/domain/language.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { sideOf, validateChange } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

const DATE = '2027-03-01' as LocalDate;

interface Lent {
  usage?: 'displayed' | 'forwarding';
  from?: string;
  to?: string;
  number?: string;
}

/** A file whose line has no dates but the contract's. */
const contract = (dates: string) =>
  raw(
    `id: a\ncontract: { ${dates} }\nnumbers:\n  - { number: "03-5000-0001", usage: forwarding }\n`,
    'a.yaml',
  );

const file = (id: string, ...numbers: Lent[]) => {
  const lines = numbers.map(({ usage = 'forwarding', from = '2026-01-01', to, number = '03-5000-0001' }) => {
    const ends = to ? `, ends: ${to}` : '';
    return `  - { number: "${number}", usage: ${usage}, starts: ${from}${ends} }\n`;
  });
  return raw(`id: ${id}\ncontract: { starts: 2026-01-01 }\nnumbers:\n${lines.join('')}`, `${id}.yaml`);
};

const side = (...files: ReturnType<typeof file>[]) =>
  sideOf(
    loadFiles(
      [raw('quarantineDays: { displayed: 365, forwarding: 90 }\n', '_numbers.yaml'), ...files],
      'tenants',
    ),
  );

const change = (base: ReturnType<typeof side>, head: ReturnType<typeof side>): string[] =>
  validateChange({ base, head, date: DATE }).map((d) => `${d.file.slice(8)} ${d.code}`);

describe('a tenant’s file', () => {
  const other = file('other', { number: '03-5000-0009' });

  it('is not deleted while a number is lent or in quarantine', () => {
    expect(change(side(file('old', {}), other), side(other))).toEqual(['old.yaml tenant-deleted-too-early']);
    expect(change(side(file('old', { to: '2026-12-01' }), other), side(other))).toEqual([
      'old.yaml tenant-deleted-too-early',
    ]);
  });

  it('is deleted on the day after the quarantine', () => {
    // 2026-11-30 + 90 days = 2027-02-28
    expect(change(side(file('old', { to: '2026-11-30' }), other), side(other))).toEqual([]);
    expect(
      change(side(file('old', { to: '2026-11-30', usage: 'displayed' }), other), side(other)),
    ).toHaveLength(1);
  });

  it('is deleted where nothing had begun', () => {
    expect(change(side(file('old', { from: '2027-03-02' }), other), side(other))).toEqual([]);
  });

  it('speaks of its numbers in one problem', () => {
    expect(change(side(file('old', {}, { number: '03-5000-0002' }), other), side(other))).toHaveLength(1);
  });
});

describe('the line of a number', () => {
  const keep = { number: '03-5000-0002' };

  it('is not taken out while the number is lent or in quarantine', () => {
    expect(change(side(file('a', keep, {})), side(file('a', keep)))).toEqual([
      'a.yaml number-removed-too-early',
    ]);
    expect(change(side(file('a', keep, { to: '2026-11-30' })), side(file('a', keep)))).toEqual([]);
  });

  it('stays where a later use by the same tenant would leave a quarantine that is too short', () => {
    const displayed: Lent = { usage: 'displayed', to: '2027-01-31' };
    const now: Lent = { from: '2027-02-01' };
    const both = side(file('a', displayed, now));
    expect(change(both, side(file('a', now)))).toEqual(['a.yaml number-removed-too-early']);
    expect(change(both, side(file('a', { ...displayed, usage: 'forwarding' }, now)))).toHaveLength(1);
    expect(change(both, side(file('a', displayed, { ...now, to: '2027-12-31' })))).toEqual([]);
  });
});

describe('the line of a number in use', () => {
  const removed = ['a.yaml number-removed-too-early'];

  it('is not taken out where another tenant has the number after the quarantine', () => {
    const later = file('b', { from: '2029-01-01' });
    expect(change(side(file('a', {})), side(file('a'), later))).toEqual(removed);
    expect(change(side(file('a', {})), side(file('a', { to: '2027-02-28' }), later))).toEqual([]);
  });

  it('ends yesterday at the earliest, since its calls went there until now', () => {
    expect(change(side(file('a', {})), side(file('a', { to: '2027-02-27' })))).toEqual(removed);
    expect(change(side(file('a', {})), side(file('a', { to: '2027-02-28' })))).toEqual([]);
    expect(change(side(file('a', { to: '2027-12-31' })), side(file('a', { to: '2027-02-28' })))).toEqual([]);
    const open = side(contract('starts: 2026-01-01'));
    expect(change(open, side(contract('starts: 2026-01-01, ends: 2026-06-30')))).toEqual(removed);
    expect(change(open, side(contract('starts: 2026-01-01, ends: 2027-03-31')))).toEqual([]);
  });

  it('that ended yesterday ended then', () => {
    const base = side(file('a', { to: '2027-02-28' }));
    expect(change(base, side(file('a', { to: '2027-02-27' })))).toEqual(removed);
    expect(change(base, side(file('a', { to: '2027-03-31' })))).toEqual([]);
  });

  it('does not begin later than now', () => {
    expect(change(side(file('a', {})), side(file('a', { from: '2029-01-01' })))).toEqual(removed);
    expect(change(side(contract('starts: 2026-01-01')), side(contract('starts: 2029-01-01')))).toEqual(
      removed,
    );
    // Corrections: of a day that is past, and of one that has not come.
    expect(change(side(file('a', {})), side(file('a', { from: '2026-02-01' })))).toEqual([]);
    expect(change(side(file('a', { from: '2027-03-01' })), side(file('a', { from: '2027-02-01' })))).toEqual(
      [],
    );
    expect(change(side(file('a', { from: '2027-03-02' })), side(file('a', { from: '2029-01-01' })))).toEqual(
      [],
    );
  });

  it('keeps its usage: a new one is a new line', () => {
    const displayed: Lent = { usage: 'displayed' };
    expect(change(side(file('a', displayed)), side(file('a', {})))).toEqual(removed);
    expect(
      change(
        side(file('a', displayed)),
        side(file('a', { usage: 'displayed', to: '2027-03-31' }, { from: '2027-04-01' })),
      ),
    ).toEqual([]);
  });

  it('is spoken of where it was changed, with what to write', () => {
    const say = (head: string) =>
      validateChange({
        base: side(contract('starts: 2026-01-01')),
        head: side(contract(head)),
        date: DATE,
      }).map((d) => `${d.line}:${d.column} ${joined(d, 'en')}`);
    expect(say('starts: 2026-01-01, ends: 2026-06-30')).toEqual([
      '2:39 03-5000-0001 ends on 2026-06-30 here, although it was in use until now, let it end on 2027-02-28 or later',
    ]);
    expect(say('starts: 2029-01-01')).toEqual([
      '2:21 03-5000-0001 begins on 2029-01-01 here, although it was in use until now, let it begin on 2026-01-01, or add a line for the later use',
    ]);
  });
});

describe('a number', () => {
  it('is not moved by taking away the end of an old line', () => {
    const old: Lent = { from: '2025-01-01', to: '2025-06-01' };
    const base = side(file('a', {}), file('b', old));
    expect(change(base, side(file('a'), file('b', { from: '2025-01-01' })))).toEqual([
      'b.yaml number-moved-without-release',
    ]);
    // Its own mistake, number-assigned-twice, which the files after the change show.
    expect(change(base, side(file('a', {}), file('b', { from: '2025-01-01' })))).toEqual([]);
    // What was before the holder of today moves nothing.
    expect(change(base, side(file('a', {}), file('b', { ...old, to: '2025-07-01' })))).toEqual([]);
  });

  it('is not moved by exchanging the line', () => {
    expect(change(side(file('a', {})), side(file('a'), file('b', { from: '2027-03-01' })))).toEqual([
      'b.yaml number-moved-without-release',
    ]);
  });

  it('is not moved by dating the end back', () => {
    const back = side(file('a', { to: '2026-06-30' }), file('b', { from: '2027-03-02' }));
    expect(change(side(file('a', {})), back)).toEqual(['b.yaml number-moved-without-release']);
  });

  it('moves once the quarantine from now on is over', () => {
    // Yesterday, 2027-02-28, + 90 days = 2027-05-29
    const ended = { to: '2027-02-15' };
    expect(
      change(side(file('a', {})), side(file('a', ended), file('b', { from: '2027-05-29' }))),
    ).toHaveLength(1);
    const yesterday = { to: '2027-02-28' };
    expect(
      change(side(file('a', {})), side(file('a', yesterday), file('b', { from: '2027-05-30' }))),
    ).toEqual([]);
  });

  it('leaves to the state after the change what that shows alone', () => {
    const both = side(file('a', {}), file('b', { from: '2027-03-02' }));
    expect(change(side(file('a', {})), both)).toEqual([]);
  });

  it('may come back to the tenant that had it', () => {
    expect(
      change(
        side(file('a', { to: '2027-02-01' })),
        side(file('a', { to: '2027-02-01' }, { from: '2027-03-01' })),
      ),
    ).toEqual([]);
  });

  it('is not spoken of again in every later change', () => {
    const wrong = side(file('a'), file('b', { from: '2027-03-01' }));
    expect(change(wrong, wrong)).toEqual([]);
  });

  it('moves without a word where nobody had it', () => {
    expect(change(side(), side(file('b', { from: '2027-03-02' })))).toEqual([]);
  });
});

describe('a released number', () => {
  const released = (...entries: string[]) =>
    sideOf(
      loadFiles(
        [
          raw(
            `quarantineDays: { displayed: 365, forwarding: 90 }\nreleased: [${entries.join(', ')}]\n`,
            '_numbers.yaml',
          ),
        ],
        'tenants',
      ),
    );
  const entry = (usage: string, on: string) => `{ number: "03-5000-0900", usage: ${usage}, on: ${on} }`;
  const base = released(entry('displayed', '2026-08-31'));
  const problem = ['_numbers.yaml released-removed-too-early'];

  it('is not taken out, dated back or given a shorter quarantine before its own is over', () => {
    expect(change(base, released())).toEqual(problem);
    expect(change(base, side())).toEqual(problem);
    expect(change(base, released(entry('displayed', '2026-08-30')))).toEqual(problem);
    expect(change(base, released(entry('forwarding', '2026-08-31')))).toEqual(problem);
    expect(change(base, released(entry('displayed', '2026-09-01')))).toEqual([]);
  });

  it('is taken out on the day after', () => {
    // 2026-11-30 + 90 days = 2027-02-28
    expect(change(released(entry('forwarding', '2026-11-30')), released())).toEqual([]);
    expect(change(released(entry('forwarding', '2026-12-01')), released())).toEqual(problem);
  });
});
