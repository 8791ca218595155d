import type { Diagnostic } from '../load/diagnostic.ts';

/** As many problems of one kind as anybody reads of one file; the rest are mostly the same mistake. */
const LIMIT = 50;

const FIRST = { en: 'mend those before it first', ja: '先に上のものを直してください' };

/** Of each kind in each file the first problems, and after them one that counts the others. @param sorted by place */
export function capped(sorted: readonly Diagnostic[]): Diagnostic[] {
  const counts = Map.groupBy(sorted, kind);
  const seen = new Map<string, number>();
  return sorted.flatMap((diagnostic) => {
    const key = kind(diagnostic);
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    if (place <= LIMIT) return [diagnostic];
    const more = (counts.get(key)?.length ?? 0) - LIMIT;
    if (place > LIMIT + 1) return [];
    const message = { en: `… and ${more} more of these`, ja: `… ほかに同じものが ${more} 件あります` };
    return [{ ...diagnostic, message, action: FIRST }];
  });
}

function kind({ file, code, severity }: Diagnostic): string {
  return `${file}\n${code}\n${severity}`;
}
