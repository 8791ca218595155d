import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../src/domain/ids.ts';
import { type MailRouting, mostRecipients, recipients } from '../../src/domain/recipients.ts';

const id = (text: string): PersonId => text as PersonId;
const boss = { id: id('boss'), email: 'boss@a.example' };
const clerk = { id: id('clerk'), email: 'clerk@a.example' };
const silent = { id: id('silent') };
const roster = [boss, clerk, silent];

const who = (routing: MailRouting, person?: string): string[] =>
  recipients(routing, person === undefined ? undefined : id(person)).map((r) => `${r.person} ${r.why}`);

describe('recipients of a report by mail', () => {
  it('are the person asked for', () => {
    expect(who({ roster }, 'clerk')).toEqual(['clerk named']);
  });

  it('are the first in the roster where the person asked for has no address, and nobody else', () => {
    expect(who({ roster }, 'silent')).toEqual(['boss named-has-no-address']);
  });

  it('are the first in the roster where nobody in particular was asked for', () => {
    expect(who({ roster })).toEqual(['boss nobody-named']);
  });

  it('are the specified destination before all else', () => {
    expect(who({ roster, to: [id('clerk')] }, 'boss')).toEqual(['clerk specified']);
    expect(who({ roster, to: [id('clerk')] }, 'silent')).toEqual(['clerk specified']);
    expect(who({ roster, to: [id('clerk')] })).toEqual(['clerk specified']);
  });

  it('with named in the destination include whoever stands for the person asked for', () => {
    const routing: MailRouting = { roster, to: ['named', id('clerk')] };
    expect(who(routing, 'boss')).toEqual(['boss named', 'clerk specified']);
    expect(who(routing, 'silent')).toEqual(['boss named-has-no-address', 'clerk specified']);
    expect(who(routing)).toEqual(['boss nobody-named', 'clerk specified']);
  });

  it('are one where two addresses differ in the letters of their domain alone', () => {
    const twin = { id: id('twin'), email: 'boss@A.Example' };
    const routing: MailRouting = { roster: [boss, twin], to: [id('boss'), id('twin')] };
    expect(who(routing)).toEqual(['boss specified']);
    expect(mostRecipients(routing)).toBe(1);
    expect(mostRecipients({ roster: [boss, twin], to: ['named', id('boss')] })).toBe(1);
    const other = { id: id('other'), email: 'Boss@a.example' };
    expect(mostRecipients({ roster: [boss, other], to: [id('boss'), id('other')] })).toBe(2);
  });

  it('get a report once', () => {
    expect(who({ roster, to: ['named', id('clerk')] }, 'clerk')).toEqual(['clerk named']);
  });
});

/** The business's rule once more, as it is told: no order, no reasons, one sentence a line. */
function told({ roster, to }: MailRouting, person: PersonId | undefined): Set<string> {
  const address = new Map(roster.map((p) => [p.id as string, p.email]));
  const first = roster[0]?.email ?? '';
  // Who is asked for by name; who has no address, and nobody in particular, is the first in the roster.
  const asked = (person && address.get(person)) || first;
  // What the tenant has specified comes before both.
  return new Set((to ?? ['named']).map((who) => (who === 'named' ? asked : (address.get(who) ?? first))));
}

const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 }).chain((ids) =>
  fc.record({
    roster: fc.tuple(
      ...ids.map((p, i) =>
        fc.boolean().map((has) => (has || i === 0 ? { id: id(p), email: `${p}@a.example` } : { id: id(p) })),
      ),
    ),
    to: fc.option(fc.subarray(['named' as const, ...ids.map(id)], { minLength: 1 }), { nil: undefined }),
  }),
);

it('recipients are those that the business tells of, for every roster, destination and person', () => {
  fc.assert(
    fc.property(people, ({ roster, to }) => {
      // A specified destination has an address: the rules see to it.
      const kept = to?.filter((who) => who === 'named' || roster.find((p) => p.id === who)?.email);
      const routing: MailRouting = kept?.length ? { roster, to: kept } : { roster };
      for (const person of [undefined, ...roster.map((p) => p.id)]) {
        expect(new Set(recipients(routing, person).map((r) => r.email))).toEqual(told(routing, person));
      }
    }),
    { numRuns: 1_000 },
  );
});

describe('mostRecipients', () => {
  it('is what the person with the most of them has', () => {
    fc.assert(
      fc.property(people, ({ roster, to }) => {
        const routing: MailRouting = to ? { roster, to } : { roster };
        const counts = [undefined, ...roster.map((p) => p.id)].map((p) => recipients(routing, p).length);
        expect(mostRecipients(routing)).toBe(Math.max(...counts));
      }),
      { numRuns: 500 },
    );
  });
});
