import type { Text } from '../../domain/language.ts';
import { at, type Rule } from '../rule.ts';
import { nearest } from '../schema/nearest.ts';

/** As many ids as a message can name and a person can look through. */
const NAMED = 10;
/** As many people as the schema lets a roster have: more is refused, and looking through them for each recipient would take for ever. */
const LOOKED_AT = 200;

/** Reports by mail cover the roster alone: a destination that is not in it has no address. */
export const reportRecipientUnknown: Rule = {
  code: 'report-recipient-unknown',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, roster, report } of tenants) {
      if (!roster) continue;
      const known = new Set<string>(roster.flatMap((p) => p.id ?? []));
      const ids = [...known].slice(0, LOOKED_AT);
      const choices = choicesOf(ids.slice(0, NAMED), known.size - NAMED);
      for (const { path, id } of report.to) {
        if (id === undefined || id === 'named' || known.has(id)) continue;
        const meant = nearest(id, ids);
        const why = {
          en: `${id} is not in the roster, so that there is no address to send to`,
          ja: `${id} は名簿になく、送り先のメールアドレスがありません`,
        };
        const action = {
          en: meant ? `did you mean ${meant}? Otherwise ${choices.en}` : choices.en,
          ja: meant ? `${meant} のことですか。違う場合は、${choices.ja}` : choices.ja,
        };
        yield at(source, path, why, action);
      }
    }
  },
};

function choicesOf(named: readonly string[], more: number): Text {
  return {
    en: `write named or one of ${named.join(', ')}${more > 0 ? ` and ${more} more of the roster` : ''}`,
    ja: `named か、名簿の ${named.join(', ')}${more > 0 ? `（ほか ${more} 名）` : ''} のどれかを書いてください`,
  };
}
