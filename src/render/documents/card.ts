import { sha256 } from '../../domain/canonical.ts';
import type { Stack } from '../../model/stack.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { RenderedTenant } from '../objects.ts';
import { fill, templateText } from '../templates.ts';
import { type Html, html } from '../writers/html.ts';
import { operatorFacts } from './facts.ts';
import { tenantSheet } from './sheet.ts';

/**
 * The operator card: one page with all that an operator needs to answer in the tenant's name (御社名を名乗る) and to report afterwards.
 * It needs no script and nothing from the network; the operator's book has the same page, with a clock.
 */
export function operatorCard(
  tenant: Tenant,
  report: Pick<Stack['report'], 'domain' | 'graceDays'>,
): RenderedTenant['card'] {
  const page = (): string => {
    const facts = operatorFacts(tenant, report);
    return fill('documents/card.html', {
      name: html.text(facts.name),
      look: look(),
      sheet: html.tree(tenantSheet(facts)),
    });
  };
  return {
    digest: sha256(page()),
    // Made again where it is wanted, of the few cards that differ: kept, ten thousand would take two hundred megabytes.
    get content() {
      return page();
    },
  };
}

let style: Html | undefined;

/** The one look of what operators read. Each card brings it along, so that it has no comments and no white space at the ends of its lines. */
function look(): Html {
  style ??= html.inline(
    templateText('documents/look.css')
      .replace(/\/\*[^*]*\*\//g, '')
      .replace(/\s*\n\s*/g, ''),
  );
  return style;
}
