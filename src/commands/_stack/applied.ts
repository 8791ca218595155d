import { readApplied } from '../../apply/engines/open.ts';
import type { Applied } from '../../apply/provider.ts';
import type { Session } from '../../apply/session.ts';
import { Problem } from '../../domain/problem.ts';

/** What an engine holds of a stack. Problem `never-applied` where that is nothing: then nobody can tell what is needed. */
export async function appliedOf(session: Session): Promise<Applied[]> {
  const { stack } = session;
  const { resources } = await readApplied(session);
  if (resources.size > 0) return [...resources.values()];
  throw new Problem(
    'never-applied',
    {
      en: `nothing of the stack ${stack.name} has been applied from here, so that it is not known what is needed`,
      ja: `ここからスタック ${stack.name} に何も適用しておらず、何が必要か分かりません`,
    },
    {
      en: `run: denwaban apply --stack ${stack.name}`,
      ja: `denwaban apply --stack ${stack.name} を実行してください`,
    },
  );
}
