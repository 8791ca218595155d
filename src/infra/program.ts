import { getStack, runtime } from '@pulumi/pulumi';
import { registerResources } from '../apply/engines/pulumi/register.ts';
import { splitByStack } from '../apply/engines/pulumi/split.ts';
import { openSession } from '../apply/session.ts';
import { Problem } from '../domain/problem.ts';
import { desiredResources } from '../plan/desired.ts';
import { loadStackProject } from '../project/stack-project.ts';
import { fingerprintKey, readFingerprintKey } from '../store/fingerprint.ts';

/**
 * The program that `pulumi preview`, `up`, `refresh` and `destroy` run by hand: the stack `<environment>` holds cluster and numbers,
 * `<environment>.<shard>` a shard's tenants. `denwaban apply` registers the same resources of all of them.
 */
export async function program(): Promise<void> {
  const name = getStack();
  const environment = name.split('.')[0] ?? name;
  const head = await loadStackProject({ stack: environment });
  const { project, stack, rendering } = head;
  const { blobs } = openSession(project, stack);
  // A preview writes nothing.
  const key = await (runtime.isDryRun() ? readFingerprintKey(blobs) : fingerprintKey(blobs));
  const split = splitByStack(environment, desiredResources(rendering, head, stack, key));
  const resources = split.get(name);
  if (!resources) {
    throw new Problem(
      'stack-unknown',
      `there is no stack ${name}`,
      `there are: ${[...split.keys()].join(', ')}`,
    );
  }
  registerResources(environment, resources);
}
