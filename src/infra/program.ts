import { getStack, runtime } from '@pulumi/pulumi';
import { refuseOtherEngine } from '../apply/engines/pulumi/holder.ts';
import { registerResources } from '../apply/engines/pulumi/register.ts';
import { splitByStack } from '../apply/engines/pulumi/split.ts';
import { openSession } from '../apply/session.ts';
import { Problem } from '../domain/problem.ts';
import { type AwsPart, isAwsPart } from '../model/aws.ts';
import type { Stack } from '../model/stack.ts';
import { desiredResources } from '../plan/desired.ts';
import { loadStack } from '../project/project.ts';
import { loadStackProject } from '../project/stack-project.ts';
import { fingerprintKey, readFingerprintKey } from '../store/fingerprint.ts';

/** What the images are built from, below the project. */
const IMAGES = { node: 'dist/node-image', edge: 'dist/edge-image' };

/**
 * The program that `pulumi preview`, `up`, `refresh` and `destroy` run by hand. The stack `<environment>` holds cluster and numbers,
 * `<environment>.<shard>` a shard's tenants, as `denwaban apply` registers them; `<environment>.bootstrap` and `<environment>.cloud` hold what
 * lies in AWS.
 */
export async function program(): Promise<void> {
  const name = getStack();
  const [environment = name, part] = name.split('.');
  if (isAwsPart(part)) await inAws(part, await loadStack(environment));
  else await onNodes(name, environment);
}

/** @pulumi/aws takes over a second to load, which nothing else has to wait for. */
async function inAws(part: AwsPart, stack: Stack): Promise<void> {
  const { cloudSettings } = await import('./cloud/settings.ts');
  const settings = cloudSettings(stack, IMAGES);
  if (part === 'bootstrap') (await import('./bootstrap/bootstrap.ts')).bootstrap(settings);
  else (await import('./cloud/cloud.ts')).cloud(settings);
}

async function onNodes(name: string, environment: string): Promise<void> {
  const head = await loadStackProject({ stack: environment });
  const { project, stack, rendering } = head;
  const session = openSession(project, stack);
  await refuseOtherEngine(session);
  const { blobs } = session;
  // A preview writes nothing.
  const key = await (runtime.isDryRun() ? readFingerprintKey(blobs) : fingerprintKey(blobs));
  const split = splitByStack(environment, desiredResources(rendering, head, stack, key));
  const resources = split.get(name);
  if (!resources) {
    const known = [...split.keys()].join(', ');
    throw new Problem(
      'stack-unknown',
      { en: `there is no Pulumi stack ${name}`, ja: `Pulumi スタック ${name} はありません` },
      { en: `there are: ${known}`, ja: `あるのは ${known} です` },
    );
  }
  registerResources(environment, resources);
}
