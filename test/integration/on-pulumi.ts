import { beforeEach } from 'vitest';
import { hasPulumi } from '../../src/apply/engines/pulumi/cli.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Runs on Pulumi's own engine: `npm test` says how many did. */
    pulumi?: boolean;
  }
}

const present = await hasPulumi();

/** Marks the tests of this file, or of this group, as run on Pulumi's own engine. Without its CLI they are skipped, and say why. */
export function onPulumi(): void {
  beforeEach(({ task, skip }) => {
    task.meta.pulumi = true;
    skip(!present, 'there is no Pulumi CLI on the PATH');
  });
}

/** For what is set up before the tests. */
export const pulumiIsHere = present;
