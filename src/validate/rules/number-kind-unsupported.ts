import { formatLentNumber } from '../../domain/lent-number.ts';
import { inRange } from '../in-range.ts';
import { at, type Rule } from '../rule.ts';

/** A block says what its carrier lets its numbers be used for: a fax needs T.38 or a clean line all the way. */
export const numberKindUnsupported: Rule = {
  code: 'number-kind-unsupported',
  severity: 'error',
  *check({ tenants, numbers }) {
    if (!numbers) return;
    for (const tenant of tenants) {
      for (const { path, number, kind } of tenant.numbers) {
        if (!number || !kind) continue;
        const block = numbers.blocks.find((b) => inRange(b, number));
        if (!block || block.kinds.includes(kind)) continue;
        const why = {
          en: `${formatLentNumber(number)} cannot be lent as ${kind}, its block is for ${block.kinds.join(', ')} alone`,
          ja: `${formatLentNumber(number)} は ${kind} としては貸し出せません。この番号帯の用途は ${block.kinds.join(', ')} だけです`,
        };
        yield at(tenant.source, [...path, 'kind'], why, {
          en: `choose a number of a block with the kind ${kind}`,
          ja: `用途に ${kind} を含む番号帯の番号を選んでください`,
        });
      }
    }
  },
};
