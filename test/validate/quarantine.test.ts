import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, type LocalDate } from '../../src/domain/local-date.ts';
import { loadFiles } from '../../src/load/load.ts';
import { numberInQuarantine } from '../../src/validate/rules/number-in-quarantine.ts';
import { sideOf } from '../../src/validate/validate.ts';
import { raw } from '../load/raw.ts';

const DAYS = { displayed: 40, forwarding: 10 };
const TENANTS = ['aaa', 'bbb', 'ccc'] as const;

interface Use {
  tenant: (typeof TENANTS)[number];
  usage: keyof typeof DAYS;
  from: LocalDate;
  to: LocalDate;
}

/** Uses of one number, one after the other and never two on one day. */
const uses = fc
  .array(
    fc.record({
      tenant: fc.constantFrom(...TENANTS),
      usage: fc.constantFrom('displayed' as const, 'forwarding' as const),
      pause: fc.integer({ min: 1, max: 30 }),
      length: fc.integer({ min: 0, max: 20 }),
    }),
    { maxLength: 6 },
  )
  .map((list) => {
    let last = '2026-01-01' as LocalDate;
    return list.map(({ tenant, usage, pause, length }): Use => {
      const from = addDays(last, pause);
      last = addDays(from, length);
      return { tenant, usage, from, to: last };
    });
  });

/** Said once more, without any thought of time: whoever else has used it counts its days from its last one. */
function refused(all: readonly Use[]): string[] {
  return all
    .filter((use) =>
      all.some(
        (other) =>
          other.tenant !== use.tenant &&
          other.to < use.from &&
          use.from <= addDays(other.to, DAYS[other.usage]),
      ),
    )
    .map((use) => `${use.tenant} ${use.from}`)
    .sort();
}

function found(all: readonly Use[]): string[] {
  const files = TENANTS.map((tenant) => {
    const lines = all
      .filter((use) => use.tenant === tenant)
      .map((u) => `  - { number: "03-5000-0001", usage: ${u.usage}, starts: ${u.from}, ends: ${u.to} }\n`);
    return raw(`id: ${tenant}\nnumbers:\n${lines.join('')}`, `${tenant}.yaml`);
  });
  const numbers = raw(`quarantineDays: ${JSON.stringify(DAYS)}\n`, '_numbers.yaml');
  const side = sideOf(loadFiles([numbers, ...files], 'tenants'));
  return [...numberInQuarantine.check({ ...side, date: '2026-01-01' as LocalDate })]
    .map(({ file, at }) => {
      const tenant = TENANTS.find((t) => file.endsWith(`${t}.yaml`));
      const starts = all.filter((use) => use.tenant === tenant)[at.line - 3]?.from;
      return `${tenant} ${starts}`;
    })
    .sort();
}

it('a number is refused exactly while the quarantine of any other holder runs, whatever came between', () => {
  fc.assert(
    fc.property(uses, (all) => {
      expect(found(all)).toEqual(refused(all));
    }),
    { numRuns: 300 },
  );
});

it('a holder from before does not bar a use that had ended before it', () => {
  const numbers = raw(
    `quarantineDays: ${JSON.stringify(DAYS)}\nreleased: [{ number: "03-5000-0001", usage: displayed, on: 2026-03-31 }]\n`,
    '_numbers.yaml',
  );
  const found = (dates: string) => {
    const tenant = raw(
      `id: aaa\nnumbers: [{ number: "03-5000-0001", usage: displayed, ${dates} }]\n`,
      'aaa.yaml',
    );
    const side = sideOf(loadFiles([numbers, tenant], 'tenants'));
    return [...numberInQuarantine.check({ ...side, date: '2026-01-01' as LocalDate })].length;
  };
  expect(found('starts: 2026-01-01, ends: 2026-03-30')).toBe(0);
  expect(found('starts: 2026-01-01, ends: 2026-03-31')).toBe(1);
  expect(found('starts: 2026-05-10')).toBe(1);
  // 2026-03-31 + 40 days = 2026-05-10
  expect(found('starts: 2026-05-11')).toBe(0);
});
