import type { PulumiCommand } from '@pulumi/pulumi/automation/index.js';
import { Problem } from '../../../domain/problem.ts';

let command: Promise<PulumiCommand> | undefined;

/**
 * The Pulumi CLI, asked for its version once. The Automation API takes half a second to load and the CLI as long to answer: whoever will need both
 * may begin early. Throws what the API says where there is none, or it is too old.
 */
export function pulumiCommand(): Promise<PulumiCommand> {
  command ??= import('@pulumi/pulumi/automation/index.js').then((api) => api.PulumiCommand.get());
  // Whoever only began early does not wait for it.
  command.catch(() => {});
  return command;
}

/** Whether the Pulumi CLI can be run here. */
export async function hasPulumi(): Promise<boolean> {
  return pulumiCommand().then(
    () => true,
    () => false,
  );
}

/** Problem `pulumi-missing`. */
export async function requirePulumi(stack: string): Promise<void> {
  if (await hasPulumi()) return;
  throw new Problem(
    'pulumi-missing',
    {
      en: `the stack ${stack} is run by Pulumi, and there is no Pulumi CLI on this machine`,
      ja: `スタック ${stack} は Pulumi で動きますが、このマシンに Pulumi CLI がありません`,
    },
    {
      en: 'install it (npm install --global pulumi), or use a stack with engine: embedded, such as local',
      ja: 'インストールするか（npm install --global pulumi）、local のような engine: embedded のスタックを使ってください',
    },
  );
}
