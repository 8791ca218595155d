import { type Backend, openBackend } from '../apply/engines/pulumi/checkpoint.ts';
import { requirePulumi } from '../apply/engines/pulumi/cli.ts';
import { previewRefresh } from '../apply/engines/pulumi/refresh.ts';
import { pulumiProblem } from '../apply/engines/pulumi/words.ts';
import type { Session } from '../apply/session.ts';
import { same, type Text } from '../domain/language.ts';
import { maskAddresses } from '../domain/mask.ts';
import { oneLine } from '../domain/one-line.ts';
import { Problem, problemText } from '../domain/problem.ts';
import { AWS_PARTS } from '../model/aws.ts';
import { awsDifferences } from './aws-difference.ts';
import type { Difference, Failure } from './report.ts';

type Looked = Pick<Session, 'stack' | 'home' | 'pulumi'>;

const PLACE = 'AWS';

/**
 * Compares an environment's resources in AWS with Pulumi's state of them: `<environment>.cloud`, and `<environment>.bootstrap` where that is kept
 * in the same place. Writes nothing. What cannot be looked at is a failure, and the rest is looked at.
 */
export async function lookAtAws(look: Looked): Promise<{ differences: Difference[]; failures: Failure[] }> {
  const differences: Difference[] = [];
  const failures: Failure[] = [];
  const clean = (words: string) => oneLine(maskAddresses(words), 500);
  const fail = ({ en, ja }: Text) =>
    failures.push({ where: PLACE, problem: { en: clean(en), ja: clean(ja) } });
  try {
    await requirePulumi(look.stack.name);
    const backend = openBackend(look.pulumi.backend);
    // One after the other: each is a process that works on one core.
    for (const stack of await stacksToLookAt(look.stack, backend)) {
      await refuseChanging(stack, backend);
      const { refreshed, failed } = await refresh(look, stack);
      await refuseChanging(stack, backend);
      differences.push(...refreshed.flatMap(awsDifferences));
      for (const { token, name, message } of failed) fail(same(`${stack}: ${token} ${name}: ${message}`));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    fail(problemText(error));
  }
  return { differences, failures };
}

async function stacksToLookAt({ name }: Looked['stack'], backend: Backend): Promise<string[]> {
  const held = await backend.stacks();
  const found = AWS_PARTS.map((part) => `${name}.${part}`).filter((one) => held.includes(one));
  const cloud = `${name}.cloud`;
  if (found.includes(cloud)) return found;
  throw new Problem(
    'pulumi-stack-missing',
    {
      en: `${backend.url} has no Pulumi stack ${cloud}, which is to hold what lies in AWS`,
      ja: `${backend.url} に、AWS に置くものを持つ Pulumi スタック ${cloud} がありません`,
    },
    {
      en: 'see docs/runbook.md, first deployment, or lost state',
      ja: 'docs/runbook.md の first deployment か lost state を見てください',
    },
  );
}

async function refuseChanging(stack: string, backend: Backend): Promise<void> {
  if (!(await backend.locks()).some((lock) => lock.stack === stack)) return;
  throw new Problem(
    'pulumi-locked',
    {
      en: `the Pulumi stack ${stack} is being changed, or a change was broken off`,
      ja: `Pulumi スタック ${stack} が変更中か、変更が途中で止まっています`,
    },
    {
      en: `look again when it has ended; where none is under way: pulumi cancel --stack ${stack}`,
      ja: `終わってからもう一度見てください。動いていないなら pulumi cancel --stack ${stack} を実行してください`,
    },
  );
}

/** Problem of Pulumi's own, such as that its state cannot be opened. */
async function refresh(look: Looked, stack: string): ReturnType<typeof previewRefresh> {
  try {
    return await previewRefresh(look, stack);
  } catch (error) {
    throw pulumiProblem(stack, error);
  }
}
