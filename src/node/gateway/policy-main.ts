import { createInterface } from 'node:readline';
import { dateAt, type LocalDate } from '../../domain/local-date.ts';
import { readClock } from '../agent/clock.ts';
import { Policy, type PolicyFacts } from './policy.ts';
import { gatewayPlaces, gatewaySettings } from './settings.ts';
import { findTenant } from './tenants.ts';

/**
 * `node.mjs policy`: Postfix's policy protocol on standard input and output, spawned for each connection that asks. A request is
 * `name=value` lines and an empty one; the answer `action=…` and an empty line.
 */
export async function runPolicy(): Promise<number> {
  const policy = new Policy(await policyFacts());
  let request = new Map<string, string>();
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') {
      const equals = line.indexOf('=');
      request.set(line.slice(0, equals), line.slice(equals + 1));
      continue;
    }
    process.stdout.write(`action=${await policy.decide(request)}\n\n`);
    request = new Map();
  }
  return 0;
}

async function policyFacts(): Promise<PolicyFacts> {
  const places = gatewayPlaces(process.env);
  const { domain } = await gatewaySettings(places);
  return {
    domain,
    today: async (): Promise<LocalDate> => dateAt(Date.now() + Number(await readClock(places.clock)) * 1000),
    tenant: (id) => findTenant(places.folder, id),
  };
}
