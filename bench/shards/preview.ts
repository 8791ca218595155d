// In a project's folder: node preview.ts STACK. What comes before an apply, in one program as there: the plan, then a preview through Pulumi of
// the stacks that it touches. Prints which, as JSON.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { denwabanProvider } from '../../src/apply/denwaban-provider.ts';
import { openBackend } from '../../src/apply/engines/pulumi/checkpoint.ts';
import { pulumiCommand } from '../../src/apply/engines/pulumi/cli.ts';
import { touchedStacks } from '../../src/apply/engines/pulumi/differs.ts';
import { readCheckpoints, stateOf } from '../../src/apply/engines/pulumi/engine.ts';
import { registerResources } from '../../src/apply/engines/pulumi/register.ts';
import { pulumiSchema } from '../../src/apply/engines/pulumi/schema.ts';
import { serveProvider } from '../../src/apply/engines/pulumi/serve.ts';
import { splitByStack } from '../../src/apply/engines/pulumi/split.ts';
import { openPulumiStack } from '../../src/apply/engines/pulumi/workspace.ts';
import { contextOf } from '../../src/apply/open-context.ts';
import { openSession } from '../../src/apply/session.ts';
import { planAgainstApplied } from '../../src/commands/_stack/applied-plan.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { planText } from '../../src/plan/print/text.ts';
import { staging } from '../../src/plan/staging.ts';
import { loadStackProject } from '../../src/project/stack-project.ts';
import { fingerprintKey } from '../../src/store/fingerprint.ts';
import { since } from './measure.ts';

const [name = ''] = process.argv.slice(2);
const started = performance.now();
const head = await loadStackProject({ stack: name, onStack: () => void pulumiCommand() });
const session = openSession(head.project, head.stack);
const key = await fingerprintKey(session.blobs);
// A preview moves no pointer: there is nothing to fence.
const fence = async () => Promise.reject(new Error('a preview writes nothing'));
const provider = denwabanProvider(
  await contextOf(session, { key, staging: staging(head.rendering, head.loaded.sounds.read), fence }),
);
const desired = desiredResources(head.rendering, head, head.stack, key);
const split = splitByStack(name, desired);
const checkpoints = await readCheckpoints(openBackend(session.pulumi.backend), name);
const changes = planText(planAgainstApplied(head, stateOf(checkpoints), desired)).split('\n').length;
const planned = since(started);
const touched = await touchedStacks(checkpoints, split, provider);
const chosen = since(started);

const served = await serveProvider({
  provider: async () => provider,
  schema: JSON.stringify(pulumiSchema),
  version: '0.1.0',
});
const workspace = {
  folder: join(session.home.folder, 'pulumi-work'),
  ...session.pulumi,
  providerPort: served.port,
};
const limit = pLimit(Math.max(2, availableParallelism()));
const previews = await Promise.all(
  touched.map((stack) =>
    limit(async () => {
      const resources = split.get(stack) ?? [];
      const opened = await openPulumiStack(workspace, stack, checkpoints.has(stack), async () =>
        registerResources(name, resources),
      );
      const { changeSummary } = await opened.preview({ parallel: 8 });
      return { stack, changes: changeSummary };
    }),
  ),
);
served.stop();
console.log(
  JSON.stringify({
    planned,
    planLines: changes,
    chosen,
    seconds: since(started),
    stacks: checkpoints.size,
    previews,
  }),
);
process.exit(0);
