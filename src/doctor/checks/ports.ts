import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import { sandboxPorts } from '../../sandbox/cluster/machine-ports.ts';
import { requireFree } from '../../sandbox/cluster/ports.ts';
import { SANDBOX_LABEL } from '../../sandbox/docker.ts';
import type { SandboxStack } from '../../sandbox/home.ts';
import type { Check } from '../finding.ts';
import { said } from '../program.ts';

/** The sandbox's addresses and ports: free, or its own. */
export const portsCheck: Check = async (examined) => {
  const stack = examined.stack as SandboxStack;
  const { net } = stack.sandbox;
  const name = { en: 'ports', ja: 'ポート' };
  const running = await said(
    examined,
    'docker',
    'ps',
    '--quiet',
    '--filter',
    `label=${SANDBOX_LABEL}=${net}`,
  );
  if (running)
    return {
      check: 'ports',
      name,
      state: 'ok',
      found: { en: `${net}.*: the sandbox runs there`, ja: `${net}.*: サンドボックスが使用中です` },
    };
  try {
    await requireFree(sandboxPorts(stack));
  } catch (error) {
    const problem = error instanceof Problem ? error : undefined;
    return {
      check: 'ports',
      name,
      state: 'missing',
      found: problem?.said.message ?? same(String(error)),
      why: { en: 'the sandbox listens there', ja: 'サンドボックスがそこで待ち受けます' },
      mend:
        problem?.code === 'port-in-use'
          ? 'DENWABAN_SANDBOX_NET=127.0.30 bin/denwaban sandbox up'
          : 'npm run setup',
    };
  }
  return {
    check: 'ports',
    name,
    state: 'ok',
    found: { en: `${net}.*: free`, ja: `${net}.*: 空いています` },
  };
};
