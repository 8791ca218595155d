import { openBackend } from '../apply/engines/pulumi/checkpoint.ts';
import { requirePulumi } from '../apply/engines/pulumi/cli.ts';
import { previewRefresh } from '../apply/engines/pulumi/refresh.ts';
import { pulumiProblem } from '../apply/engines/pulumi/words.ts';
import type { Session } from '../apply/session.ts';
import { maskAddresses } from '../domain/mask.ts';
import { oneLine } from '../domain/one-line.ts';
import { Problem } from '../domain/problem.ts';
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
  const fail = (problem: string) =>
    failures.push({ where: PLACE, problem: oneLine(maskAddresses(problem), 500) });
  try {
    await requirePulumi(look.stack.name);
    // One after the other: each is a process that works on one core.
    for (const stack of await stacksToLookAt(look)) {
      const { refreshed, failed } = await refresh(look, stack);
      differences.push(...refreshed.flatMap(awsDifferences));
      for (const { token, name, message } of failed) fail(`${stack}: ${token} ${name}: ${message}`);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    fail(`${error.message}, ${error.action}`);
  }
  return { differences, failures };
}

async function stacksToLookAt({ stack, pulumi }: Looked): Promise<string[]> {
  const backend = openBackend(pulumi.backend);
  const held = await backend.stacks();
  const found = AWS_PARTS.map((part) => `${stack.name}.${part}`).filter((name) => held.includes(name));
  const cloud = `${stack.name}.cloud`;
  if (!found.includes(cloud)) {
    throw new Problem(
      'pulumi-stack-missing',
      `${backend.url} has no Pulumi stack ${cloud}, which is to hold what lies in AWS`,
      'see docs/runbook.md, first deployment, or lost state',
    );
  }
  for (const name of found) {
    if ((await backend.locks(name)).length === 0) continue;
    throw new Problem(
      'pulumi-locked',
      `the Pulumi stack ${name} is being changed, or a change was broken off`,
      `look again when it has ended; where none is under way: pulumi cancel --stack ${name}`,
    );
  }
  return found;
}

/** Problem of Pulumi's own, such as that its state cannot be opened. */
async function refresh(look: Looked, stack: string): ReturnType<typeof previewRefresh> {
  try {
    return await previewRefresh(look, stack);
  } catch (error) {
    throw pulumiProblem(stack, error);
  }
}
