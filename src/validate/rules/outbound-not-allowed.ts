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
      const why = `${key} asks for calls out of a lent number, and the service has none`;
      yield atKey(source, [...path, key], why, 'take it away; the tenant calls from its own line');
    } else {
      yield* look(source, item, [...path, key]);
    }
  }
}
