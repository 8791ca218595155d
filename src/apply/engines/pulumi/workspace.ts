import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack as PulumiStack } from '@pulumi/pulumi/automation/index.js';
import { PROJECT } from './checkpoint.ts';
import { pulumiCommand } from './cli.ts';
import { PACKAGE } from './types.ts';

/** Where Pulumi works for an environment. */
export interface Workspace {
  /** A folder of ours, in which each stack has its own for the project's and stack's files that the CLI writes. */
  folder: string;
  /** Pulumi's backend: `file:///…` or `s3://…`. */
  backend: string;
  /** `passphrase` (empty: there is nothing secret) or `awskms://…`. */
  secretsProvider: string;
  /** The port of the provider, which this process serves. */
  providerPort: number;
}

/**
 * Opens one of Pulumi's stacks with the program that makes its resources; it is created where it is not there.
 * @param exists known to be there: Pulumi is not asked to make it first, which takes half a second
 */
export async function openPulumiStack(
  workspace: Workspace,
  stackName: string,
  exists: boolean,
  program: () => Promise<void>,
): Promise<PulumiStack> {
  // It takes a second to load, which commands of the other engine do without.
  const { LocalWorkspace } = await import('@pulumi/pulumi/automation/index.js');
  const { backend, secretsProvider } = workspace;
  const folder = stackFolder(workspace, stackName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const args = { stackName, projectName: PROJECT, program };
  const options = {
    workDir: folder,
    pulumiCommand: await pulumiCommand(),
    secretsProvider,
    projectSettings: { name: PROJECT, runtime: 'nodejs', backend: { url: backend } },
    envVars: environment(workspace),
  };
  const stack = exists
    ? await LocalWorkspace.selectStack(args, options)
    : await LocalWorkspace.createOrSelectStack(args, options);
  // After each update it would ask the CLI for both: that takes as long as a small update, and its failure would pass for the update's.
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  return stack;
}

/** Takes a stack without resources out of the backend, and its folder away. */
export async function removePulumiStack(workspace: Workspace, stack: PulumiStack): Promise<void> {
  await stack.workspace.removeStack(stack.name);
  await rm(stackFolder(workspace, stack.name), { recursive: true, force: true });
}

/** Not one for all: each opening writes the project's file anew, and the CLI of another stack would read it half written. */
function stackFolder({ folder }: Workspace, stackName: string): string {
  return join(folder, stackName);
}

function environment({ backend, providerPort }: Workspace): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: backend,
    // Nothing in config or state is secret: references and digests alone.
    PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? '',
    PULUMI_DEBUG_PROVIDERS: `${PACKAGE}:${providerPort}`,
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // A create that was interrupted is repeated and finds what it made, so that saving the state after each step buys nothing.
    PULUMI_EXPERIMENTAL: 'true',
    PULUMI_SKIP_CHECKPOINTS: 'true',
  };
}
