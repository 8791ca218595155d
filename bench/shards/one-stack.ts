// In a project's folder: node one-stack.ts STACK. Previews one changed tenant where all of them are resources of one Pulumi stack. Nothing
// but that is measured: the provider does nothing, and files and state are read before.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { registerResources } from '../../src/apply/engines/pulumi/register.ts';
import { pulumiSchema } from '../../src/apply/engines/pulumi/schema.ts';
import { serveProvider } from '../../src/apply/engines/pulumi/serve.ts';
import { openPulumiStack } from '../../src/apply/engines/pulumi/workspace.ts';
import type { Provider, ResourceHandler } from '../../src/apply/provider.ts';
import { desiredResources } from '../../src/plan/desired.ts';
import { diffValues } from '../../src/plan/diff.ts';
import type { Resource } from '../../src/plan/resource.ts';
import { loadStackProject } from '../../src/project/stack-project.ts';
import { passingKey } from '../../src/store/fingerprint.ts';
import { since } from './measure.ts';

const [name = ''] = process.argv.slice(2);
const head = await loadStackProject({ stack: name });
const tenants = desiredResources(head.rendering, head, head.stack, passingKey()).filter(
  ({ type }) => type === 'Tenant',
);
const changed = tenants.map(
  (resource, i): Resource =>
    i === 0 && resource.type === 'Tenant'
      ? { ...resource, inputs: { ...resource.inputs, roster: resource.inputs.roster + 1 } }
      : resource,
);

const nothing: ResourceHandler<'Tenant'> = {
  refreshBeforeUpdate: false,
  diff: (old, next) => ({ changes: diffValues(old, next), replace: false }),
  create: async (id) => ({ id, outputs: {} }),
  update: async () => ({ outputs: {} }),
  read: async (applied) => ({ applied, drifted: false }),
  delete: async () => {},
};
const provider = { Tenant: nothing } as unknown as Provider;
const served = await serveProvider({
  provider: async () => provider,
  schema: JSON.stringify(pulumiSchema),
  version: '0.1.0',
});
const folder = await mkdtemp(join(tmpdir(), 'denwaban-one-stack-'));
const workspace = {
  folder: join(folder, 'work'),
  backend: pathToFileURL(folder).href,
  secretsProvider: 'passphrase',
  providerPort: served.port,
};
const open = (resources: readonly Resource[]) =>
  openPulumiStack(workspace, 'one', false, async () => registerResources(name, resources));

let started = performance.now();
await (await open(tenants)).up({ parallel: 8 });
const up = since(started);
const opened = await open(changed);
started = performance.now();
const { changeSummary } = await opened.preview({ parallel: 8 });
const preview = since(started);
served.stop();
await rm(folder, { recursive: true });
console.log(JSON.stringify({ resources: tenants.length, up, preview, changes: changeSummary }));
process.exit(0);
