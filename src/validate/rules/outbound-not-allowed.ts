import type { Path } from '../../load/place.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { OUTBOUND_KEYS } from '../outbound-keys.ts';
import { somewhere } from '../read.ts';
import { atKey, type Rule, type Violation } from '../rule.ts';

/** No call can be made from a lent number. Whoever asks for it in a file is told so, rather than that the key is unknown. */
export const outboundNotAllowed: Rule = {
  code: 'outbound-not-allowed',
  severity: 'error',
  *check({ tenants }) {
    for (const { source } of tenants) {
      const asked = somewhere(source.value, (_, key) => key !== undefined && OUTBOUND_KEYS.has(key));
      if (asked) yield* look(source, source.value, []);
    }
  },
};

function* look(source: SourceFile, value: unknown, path: Path): Iterable<Violation> {
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of entries) {
    if (typeof key === 'string' && OUTBOUND_KEYS.has(key)) {
      const why = {
        en: `${key} asks for calls out of a lent number, and the service has none`,
        ja: `${key} は貸し出す番号からの発信を求めていますが、このサービスに発信はありません`,
      };
      yield atKey(source, [...path, key], why, {
        en: 'take it away; the tenant calls from its own line',
        ja: '消してください。契約会社は自社の回線からかけます',
      });
    } else {
      yield* look(source, item, [...path, key]);
    }
  }
}
