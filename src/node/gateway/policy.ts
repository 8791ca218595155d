import type { TenantId } from '../../domain/ids.ts';
import type { LocalDate } from '../../domain/local-date.ts';
import type { GatewayTenant } from '../../render/gateway.ts';
import { tenantOfAddress } from './tenants.ts';

/** What Postfix asks: attributes of one recipient, or of the whole envelope. */
export type PolicyRequest = ReadonlyMap<string, string>;

/** How the policy learns what it has to know. Throws where it cannot. */
export interface PolicyFacts {
  domain: string;
  today(): Promise<LocalDate>;
  tenant(id: TenantId): Promise<GatewayTenant | undefined>;
}

/** What was accepted of one message so far. */
interface Envelope {
  tenant: TenantId;
  recipients: number;
  /** Another tenant was asked for too: whoever wrote it takes the report for theirs as well. */
  mixed: boolean;
}

const MIXED = '550 5.7.1 one message, one tenant: send each its own';
const UNSURE = 'DEFER 4.3.5 this report cannot be checked now, try again later';
/** Messages that are remembered: more than can be under way at once on one connection. */
const REMEMBERED = 100;

/**
 * Lets a report through only while its tenant's contract lasts, and only to one tenant: who is copied in would learn of another
 * customer's call. Where it cannot be sure, the report waits; it is never accepted on a guess.
 */
export class Policy {
  readonly #facts: PolicyFacts;
  readonly #envelopes = new Map<string, Envelope>();

  constructor(facts: PolicyFacts) {
    this.#facts = facts;
  }

  /** Postfix's action for one request. */
  async decide(request: PolicyRequest): Promise<string> {
    try {
      const state = request.get('protocol_state');
      if (state === 'RCPT') return await this.#recipient(request);
      return state === 'DATA' || state === 'END-OF-MESSAGE' ? this.#envelope(request) : 'DUNNO';
    } catch {
      return UNSURE;
    }
  }

  async #recipient(request: PolicyRequest): Promise<string> {
    const recipient = request.get('recipient') ?? '';
    if (!recipient.toLowerCase().endsWith(`@${this.#facts.domain}`)) return 'DUNNO';
    const tenant = tenantOfAddress(recipient);
    const known = tenant && (await this.#facts.tenant(tenant));
    if (!tenant || !known) return UNSURE;
    const today = await this.#facts.today();
    if (today < known.from) return `550 5.7.1 the contract of ${tenant} begins on ${known.from}`;
    if (known.to !== undefined && today > known.to)
      return `550 5.7.1 reports of ${tenant} were taken until ${known.to}`;

    const instance = request.get('instance') ?? '';
    if (instance === '') return UNSURE;
    const envelope = this.#envelopes.get(instance);
    if (envelope && envelope.tenant !== tenant) {
      this.#remember(instance, { ...envelope, mixed: true });
      return MIXED;
    }
    const recipients = (envelope?.recipients ?? 0) + 1;
    this.#remember(instance, { tenant, recipients, mixed: envelope?.mixed ?? false });
    return 'DUNNO';
  }

  /**
   * A program that goes on after a second tenant was refused gets the whole message back. Recipients that another process of this service
   * answered for are unknown here: whose they are cannot be said.
   */
  #envelope(request: PolicyRequest): string {
    const recipients = Number(request.get('recipient_count') ?? 0);
    const envelope = this.#envelopes.get(request.get('instance') ?? '');
    if (envelope?.mixed) return MIXED;
    return recipients > 1 && (envelope?.recipients ?? 0) < recipients ? UNSURE : 'DUNNO';
  }

  #remember(instance: string, envelope: Envelope): void {
    this.#envelopes.delete(instance);
    this.#envelopes.set(instance, envelope);
    const [oldest] = this.#envelopes.keys();
    if (this.#envelopes.size > REMEMBERED && oldest !== undefined) this.#envelopes.delete(oldest);
  }
}
