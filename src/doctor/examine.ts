import { clockCheck } from './checks/clock.ts';
import { diskCheck } from './checks/disk.ts';
import { dockerCheck } from './checks/docker.ts';
import { gitCheck } from './checks/git.ts';
import { nodeCheck } from './checks/node.ts';
import { portsCheck } from './checks/ports.ts';
import { pulumiCheck } from './checks/pulumi.ts';
import { sandboxProgramsCheck } from './checks/sandbox-programs.ts';
import type { Examined, Finding } from './finding.ts';

/** Looks at everything on this machine that a stack needs, at once; changes nothing. */
export async function examine(examined: Examined): Promise<Finding[]> {
  const inSandbox = examined.stack.sandbox !== undefined;
  const checks = [
    nodeCheck,
    gitCheck,
    dockerCheck,
    sandboxProgramsCheck,
    pulumiCheck,
    ...(inSandbox ? [portsCheck] : []),
    diskCheck,
    clockCheck,
  ];
  return Promise.all(checks.map((check) => check(examined)));
}
