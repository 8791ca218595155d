import { oneLine } from '../../domain/one-line.ts';
import { Problem } from '../../domain/problem.ts';
import type { LimitName, OverLimit } from '../../plan/limits.ts';
import { limitText } from '../../plan/print/words.ts';
import type { AppliedRecord } from '../../store/applied-record.ts';

/** What somebody has said to go beyond limits; as the flags have it. */
export interface Override {
  override?: readonly LimitName[] | undefined;
  reason?: string | undefined;
}

/**
 * Refuses a change that is over a limit of its stack. Problems `limit-exceeded`, `reason-missing`.
 * @returns what is recorded: the limits that were overridden and why; undefined: it is over none
 */
export function checkLimits(
  over: readonly OverLimit[],
  { override = [], reason = '' }: Override,
): AppliedRecord['override'] {
  const left = over.filter(({ limit }) => !override.includes(limit));
  if (left.length > 0) throw exceeded(left);
  if (over.length === 0) return undefined;
  const said = oneLine(reason);
  if (said === '')
    throw new Problem(
      'reason-missing',
      { en: '--reason is empty', ja: '--reason が空です' },
      {
        en: 'say why the limit does not hold for this change',
        ja: 'この変更で上限を超えてよい理由を書いてください',
      },
    );
  return { limits: over.map(({ limit }) => limit), reason: said };
}

function exceeded(over: readonly OverLimit[]): Problem {
  const flags = over.map(({ limit }) => `--override ${limit}`).join(' ');
  const said = over.map(limitText);
  return new Problem(
    'limit-exceeded',
    { en: said.map(({ en }) => en).join('; '), ja: said.map(({ ja }) => ja).join('、') },
    {
      en: `look at the plan; if it is meant, say why: ${flags} --reason TEXT. Nothing was applied`,
      ja: `計画を見て、意図したものなら理由を書いてください: ${flags} --reason TEXT。何も適用していません`,
    },
  );
}
