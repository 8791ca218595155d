import type { PersonId } from './ids.ts';

/** What the choice of recipients needs to know of a tenant. `Tenant` fits where its channel is mail. */
export interface MailRouting {
  /** In order; the first is the person in charge (責任者). */
  roster: readonly { id: PersonId; email?: string }[];
  /** The destination that the tenant has specified: `named` is the person asked for. */
  to?: readonly (PersonId | 'named')[];
}

/**
 * Bytes of the addresses that one report can have: a line of 8,191 bytes, which is what rendered files keep to, less the longest report
 * address before them (`<tenant>+<person>@<domain>`, 32 + 1 + 32 + 1 + 253 bytes).
 */
export const MAX_RECIPIENTS_BYTES = 7_800;

/** Why somebody gets a report. */
export type RecipientReason =
  /** The caller asked for this person (名指し). */
  | 'named'
  /** The person asked for has no address: the first in the roster. */
  | 'named-has-no-address'
  /** The call was for nobody in particular: the first in the roster. */
  | 'nobody-named'
  /** The tenant's own specified destination. */
  | 'specified';

export interface Recipient {
  person: PersonId;
  email: string;
  why: RecipientReason;
}

/**
 * Who gets the report of a call by mail, in order and each once. Rule of the business: a destination that the tenant has specified
 * comes before both the person asked for by name and the person in charge; the person asked for has no address: the person in charge.
 *
 * @param person who was asked for; undefined: nobody in particular. Must be in the roster.
 * @returns empty only where the person in charge has no address, which the rules refuse.
 */
export function recipients(routing: MailRouting, person?: PersonId): Recipient[] {
  const chosen = routing.to
    ? routing.to.map((to) => (to === 'named' ? asked(routing, person) : specified(routing, to)))
    : [asked(routing, person)];
  const found = new Map<string, Recipient>();
  for (const recipient of chosen) {
    if (!recipient) continue;
    const box = mailbox(recipient.email);
    if (!found.has(box)) found.set(box, recipient);
  }
  return [...found.values()];
}

/** By which two addresses are one: a domain is the same in small and large letters, what stands before it need not be. */
function mailbox(email: string): string {
  const at = email.lastIndexOf('@');
  return email.slice(0, at) + email.slice(at).toLowerCase();
}

function asked(routing: MailRouting, person: PersonId | undefined): Recipient | undefined {
  const first = routing.roster[0];
  const named = person === undefined ? undefined : routing.roster.find((p) => p.id === person);
  if (named?.email) return { person: named.id, email: named.email, why: 'named' };
  if (!first?.email) return undefined;
  return {
    person: first.id,
    email: first.email,
    why: person === undefined ? 'nobody-named' : 'named-has-no-address',
  };
}

function specified(routing: MailRouting, id: PersonId): Recipient | undefined {
  const person = routing.roster.find((p) => p.id === id);
  return person?.email ? { person: person.id, email: person.email, why: 'specified' } : undefined;
}

/** The largest number of simultaneous recipients that any call can have: what the fee is for. */
export function mostRecipients(routing: MailRouting): number {
  const fixed = new Set(
    (routing.to ?? []).flatMap((to) => {
      const email = to === 'named' ? undefined : specified(routing, to)?.email;
      return email === undefined ? [] : mailbox(email);
    }),
  );
  const asksByName = routing.to === undefined || routing.to.includes('named');
  if (!asksByName) return fixed.size;
  const another = routing.roster.some((p) => p.email !== undefined && !fixed.has(mailbox(p.email)));
  return fixed.size + (another ? 1 : 0);
}
