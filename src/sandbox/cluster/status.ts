import type { NodeName } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import type { Stack } from '../../model/stack.ts';
import type { Alarms } from '../../store/alarms.ts';
import { openFolder } from '../../store/folder.ts';
import { fileSecrets } from '../../store/secrets.ts';
import { readStatus } from '../../store/status.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { machinePlaces, nodePlaces } from '../place.ts';
import { containerName, containersOf } from './container.ts';

/** What somebody needs who wants to call, to write, or to look at the sandbox by hand. Holds its passwords, which are good for nothing else. */
export interface SandboxStatus {
  operators: { id: string; password: string }[];
  chatworkToken: string;
  reportDomain: string;
  nodes: { name: string; address: string; container: string; alarms?: Alarms }[];
  edges: { name: string; address: string; container: string }[];
}

/** Problem `sandbox-not-up` where any container of it does not run. */
export async function sandboxStatus(stack: SandboxStack, home: SandboxHome): Promise<SandboxStatus> {
  await requireUp(stack);
  const secrets = fileSecrets(home.secrets);
  const { net } = stack.sandbox;
  const store = openFolder(home.store);
  const ofNode = async (place: { name: string; address: string }) => {
    const alarms = (await readStatus(store, place.name as NodeName))?.alarms;
    const container = containerName(net, place.name);
    return { ...place, container, ...(alarms === undefined ? {} : { alarms }) };
  };
  return {
    operators: await Promise.all(
      stack.operators.map(async ({ id, password }) => ({ id, password: await secrets(password) })),
    ),
    chatworkToken: await secrets(stack.chatwork.token),
    reportDomain: stack.report.domain,
    nodes: await Promise.all(nodePlaces(stack).map(ofNode)),
    edges: stack.edges.map(({ name, address }) => ({ name, address, container: containerName(net, name) })),
  };
}

/** Problem `sandbox-not-up` */
export async function requireUp(stack: SandboxStack): Promise<void> {
  const { net } = stack.sandbox;
  const there = new Set(await containersOf(net, 'running'));
  const missing = expected(stack, net).filter((name) => !there.has(name));
  if (missing.length > 0) {
    throw new Problem(
      'sandbox-not-up',
      {
        en: `the sandbox does not run: ${missing.join(', ')} missing`,
        ja: `試験環境が動いていません（${missing.join(', ')} がありません）`,
      },
      { en: 'Run: denwaban sandbox up', ja: 'denwaban sandbox up を実行してください' },
    );
  }
}

function expected(stack: Stack, net: string): string[] {
  return [...machinePlaces(stack).map(({ name }) => name), 'services'].map((what) =>
    containerName(net, what),
  );
}
