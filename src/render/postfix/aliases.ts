import type { PersonId, ShardName } from '../../domain/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import { recipients } from '../../domain/recipients.ts';
import type { Tenant } from '../../model/tenant.ts';
import { renderedFile } from '../file.ts';
import { mailRouting } from '../mail-routing.ts';
import type { RenderedFile } from '../objects.ts';
import { fill } from '../templates.ts';
import { type PostfixMap, postfixMap } from '../writers/postfix-map.ts';

/** Where reports of Chatwork tenants go: a domain that can never exist (RFC 2606), handed to the gateway by its transport. */
const GATEWAY = 'chatwork.invalid';

/** alias-<shard>: one line for each tenant and each person, so that an unknown one is refused and nothing is ever guessed. */
export function aliasFile(shard: ShardName, tenants: readonly Tenant[], domain: string): RenderedFile {
  const aliases = tenants.flatMap((tenant) =>
    [undefined, ...tenant.roster.map((p) => p.id).sort(byCodeUnit)].flatMap((person) => {
      const to = destinations(tenant, person);
      return to.length === 0
        ? []
        : [{ key: postfixMap.report(tenant.id, person, domain), recipients: postfixMap.list(to) }];
    }),
  );
  return renderedFile(`postfix/alias-${shard}`, fill('postfix/alias', { aliases }));
}

function destinations(tenant: Tenant, person: PersonId | undefined): PostfixMap[] {
  // One for all its people: reports for one room leave one at a time.
  if (tenant.report.channel === 'chatwork') return [postfixMap.report(tenant.id, undefined, GATEWAY)];
  return recipients(mailRouting(tenant, tenant.report), person).map((r) => postfixMap.recipient(r.email));
}
