import type { Diagnostic } from '../load/diagnostic.ts';
import { type PoolConfig, ringSeconds, type StackConfig, waitSeconds } from './stack-file.ts';
import type { Report } from './stack-report.ts';

/** A pool's overflow leads to another pool, never round in a circle, and within the time for which a caller waits. */
export function overflowRules(config: StackConfig, report: Report): Diagnostic[] {
  const pools = config['denwaban:pools'];
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  const longest = ringSeconds(config) + waitSeconds(config);
  const circles = firstOfCircles(pools, byId);
  return pools.flatMap(({ id, overflow }, i) => {
    if (!overflow) return [];
    const path = ['denwaban:pools', i, 'overflow'];
    const problems: Diagnostic[] = [];
    if (!byId.has(overflow.to)) {
      const others = pools.map((pool) => pool.id).filter((other) => other !== id);
      const list = others.join(', ');
      const why = { en: `there is no pool ${overflow.to}`, ja: `プール ${overflow.to} はありません` };
      const action =
        others.length > 0
          ? { en: `write one of ${list}`, ja: `${list} のどれかを書いてください` }
          : { en: 'take the overflow away', ja: 'overflow を消してください' };
      problems.push(report('stack-overflow-unknown', [...path, 'to'], why, action));
    }
    const circle = circles.get(id);
    if (circle) {
      const way = circle.join(' → ');
      const why = { en: `callers would go round: ${way}`, ja: `待っている人が循環してしまいます: ${way}` };
      const action = {
        en: 'let one of these pools have no overflow',
        ja: 'このうちの一つの overflow を消してください',
      };
      problems.push(report('stack-overflow-circle', [...path, 'to'], why, action));
    }
    if (overflow.afterSeconds >= longest) {
      const why = {
        en: `nobody waits for ${overflow.afterSeconds} s: after ${longest} s (ringSeconds and waitSeconds) callers hear that all are busy`,
        ja: `${overflow.afterSeconds} 秒待つ人はいません。${longest} 秒（ringSeconds と waitSeconds）で話中の案内になります`,
      };
      problems.push(
        report('stack-overflow-late', [...path, 'afterSeconds'], why, {
          en: `write fewer than ${longest}`,
          ja: `${longest} 未満にしてください`,
        }),
      );
    }
    return problems;
  });
}

/** Of each circle the pool that comes first in the file, with the way round. Each pool is looked at once. */
function firstOfCircles(
  pools: readonly PoolConfig[],
  byId: ReadonlyMap<string, PoolConfig>,
): Map<string, readonly string[]> {
  const circles = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const { id } of pools) {
    const way: string[] = [];
    for (
      let at: string | undefined = id;
      at !== undefined && !seen.has(at);
      at = byId.get(at)?.overflow?.to
    ) {
      seen.add(at);
      way.push(at);
    }
    const last = byId.get(way.at(-1) ?? '')?.overflow?.to;
    const begins = last === undefined ? -1 : way.indexOf(last);
    if (last === undefined || begins < 0) continue;
    const circle = way.slice(begins);
    const first = pools.find((pool) => circle.includes(pool.id))?.id ?? last;
    const turn = circle.indexOf(first);
    circles.set(first, [...circle.slice(turn), ...circle.slice(0, turn), first]);
  }
  return circles;
}
