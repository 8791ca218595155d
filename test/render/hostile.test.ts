import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tenant } from '../../src/model/tenant.ts';
import type { RenderedFile } from '../../src/render/objects.ts';
import { render } from '../../src/render/render.ts';
import { person, stack, tenants } from './sample.ts';

/** What rules let pass: anything without control characters, here with what means something to one format or another. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ';',
        ';--',
        '--;',
        ',',
        `\${SHELL(id)}`,
        '$[1+1]',
        '[evil]',
        '#exec',
        '#include',
        '"',
        "'",
        '\\',
        '|',
        '&',
      ),
      fc.constantFrom(
        '<script>',
        '</p>',
        '[toall]',
        '[To:1]',
        '@@LIVE@@',
        'secret://chatwork-token#1',
        '<%= it %>',
        '$&',
        '):0',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((s) => !/\p{Cc}/u.test(s)),
    ),
    { minLength: 1, maxLength: 12 },
  )
  // Marked, so that finding it is no coincidence.
  .map((parts) => `毒${parts.join('')}毒`);

function withTexts(name: string, greeting: string, kana: string, member: string): Tenant[] {
  return tenants.map((t) =>
    t.id === 'kitazawa-law'
      ? {
          ...t,
          company: { ...t.company, name, kana, greeting },
          roster: [person('first', member, 'first@kitazawa-law.example')],
        }
      : t,
  );
}

const asteriskAndMail = (all: readonly Tenant[]): RenderedFile[] => {
  const r = render(all, stack);
  return [r.cluster, r.numbers, ...r.shards.values()].flatMap((part) => part.files);
};

const plain = asteriskAndMail(tenants);
const masked = (content: string) => content.replace(/DW_OBJECT=[0-9a-f]{64}/g, 'DW_OBJECT=');

test('no text of a tenant is in a file of Asterisk or Postfix, and none changes more than its own digest', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (...texts) => {
      const files = asteriskAndMail(withTexts(...texts));
      expect(files.map((f) => f.path)).toEqual(plain.map((f) => f.path));
      for (const [i, file] of files.entries()) {
        expect(file.content).not.toContain('毒');
        expect(masked(file.content)).toBe(masked(plain[i]?.content ?? ''));
      }
    }),
    { numRuns: 200 },
  );
});

test('a card shows each text and is no other page for it', () => {
  // A mail's subject and label name people; a text that ended such a value would leave more than it behind.
  const tags = (card: string) =>
    card.match(/<[a-z/!][^>]*>/g)?.map((tag) => tag.replace(/ (href|aria-label)="[^"]*"/g, ' $1'));
  const cardOf = (all: readonly Tenant[]) =>
    [...render(all, stack).shards.values()].flatMap((p) => p.tenants).find((t) => t.tenant === 'kitazawa-law')
      ?.card.content ?? '';
  const expected = tags(cardOf(withTexts('n', 'g', 'k', 'm')));
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (...texts) => {
      expect(tags(cardOf(withTexts(...texts)))).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
