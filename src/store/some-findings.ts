import type { Answer, Finding, Place } from './store.ts';

/** With an empty AstDB 10,000 tenants would be 70,000 findings, 13 MB, written again with each heartbeat. */
export const MOST_FINDINGS = 2_000;

/**
 * An answer with no more findings than anybody reads, and the number of those that were left out. Each place keeps some: many of one kind
 * do not hide the few of another.
 */
export function someFindings(answer: Answer, most = MOST_FINDINGS): Answer {
  const { findings } = answer;
  if (findings.length <= most) return answer;
  const kept = new Set(fairly(findings, most));
  return {
    ...answer,
    findings: findings.filter((finding) => kept.has(finding)),
    more: (answer.more ?? 0) + findings.length - kept.size,
  };
}

/** The places with the fewest come first, and leave to the others what they do not need. */
function fairly(findings: readonly Finding[], most: number): Finding[] {
  const places: [Place, Finding[]][] = [...Map.groupBy(findings, ({ place }) => place)];
  places.sort(([, a], [, b]) => a.length - b.length);
  const kept: Finding[] = [];
  for (const [i, [, those]] of places.entries())
    kept.push(...those.slice(0, Math.floor((most - kept.length) / (places.length - i))));
  return kept;
}
