import { Listr } from 'listr2';
import { lock } from 'proper-lockfile';
import { timed } from '../../apply/progress.ts';
import type { Language, Text } from '../../domain/language.ts';
import type { MachineKind } from '../../domain/machine-kind.ts';
import { Problem } from '../../domain/problem.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { ensureImages } from '../images/image.ts';
import { machinePlaces, servicePlaces } from '../place.ts';
import { type Container, remove, runsAs, start } from './container.ts';
import { machineContainers } from './machines.ts';
import { requireFree } from './ports.ts';
import { prepareHome } from './prepare.ts';
import { servicesContainer } from './services.ts';
import { waitForNode, waitForPort } from './wait.ts';

/** What `up` found and did: names of containers. */
export interface UpResult {
  started: readonly string[];
  /** Ran already, just as they are to. */
  running: readonly string[];
}

/**
 * Brings the sandbox up, or what is missing of it, and waits until every node's agent reports. A second time does nothing.
 * @param options.progress shows the steps while they run, in this language; only where somebody looks on
 * @throws {Problem} no Docker, no root where it is needed, a port in use, a node that does not start
 */
export async function sandboxUp(
  stack: SandboxStack,
  home: SandboxHome,
  options: { progress?: Language } = {},
): Promise<UpResult> {
  const { progress } = options;
  const found = {
    images: { node: '', edge: '' },
    wanted: [] as Container[],
    missing: [] as Container[],
    release: async () => {},
  };
  const title = (text: Text) => text[progress ?? 'en'];
  const steps = new Listr(
    [
      {
        title: title(stack.edges.length > 0 ? STEPS.images : STEPS.image),
        task: (_, task) =>
          timed(task, async () => {
            const kinds = stack.edges.length > 0 ? (['node', 'edge'] as const) : (['node'] as const);
            const images = await ensureImages<MachineKind>(kinds, (what) => {
              task.output = what;
            });
            Object.assign(found.images, images);
          }),
      },
      {
        title: title(STEPS.home),
        task: async () => {
          await prepareHome(stack, home);
          found.release = await lockHome(home);
          found.wanted = [
            await servicesContainer(stack, home, found.images.node),
            ...(await machineContainers(stack, home, found.images)),
          ];
          found.missing = await notRunning(found.wanted);
        },
      },
      {
        title: title(STEPS.containers),
        task: (_, task) => timed(task, () => startAll(found.missing)),
      },
      {
        title: title(STEPS.wait),
        task: (_, task) =>
          timed(task, () =>
            allOf(
              {
                ...Object.fromEntries(
                  Object.entries(servicePlaces(stack)).map(([name, place]) => [
                    name,
                    () => waitForPort(stack, 'services', place),
                  ]),
                ),
                ...Object.fromEntries(
                  machinePlaces(stack).map(({ name }) => [name, () => waitForNode(stack, home, name)]),
                ),
              },
              (missing) => {
                task.output = missing.join(', ');
              },
            ),
          ),
      },
    ],
    { renderer: progress === undefined ? 'silent' : 'default', rendererOptions: { collapseErrors: true } },
  );
  try {
    await steps.run();
  } finally {
    await found.release();
  }
  const started = found.missing.map(({ name }) => name);
  return { started, running: found.wanted.map(({ name }) => name).filter((name) => !started.includes(name)) };
}

const STEPS = {
  image: { en: 'Image', ja: 'イメージ' },
  images: { en: 'Images', ja: 'イメージ' },
  home: { en: 'Folders, keys and passwords', ja: 'フォルダー、鍵、パスワード' },
  containers: { en: 'Containers', ja: 'コンテナ' },
  wait: {
    en: 'Wait until the stand-ins listen and the agents report',
    ja: '代役の待ち受けとエージェントの報告を待つ',
  },
} as const satisfies Record<string, Text>;

/** Waits for all at once. @param tell called with those that are still waited for */
async function allOf(
  waits: Readonly<Record<string, () => Promise<void>>>,
  tell: (missing: readonly string[]) => void,
): Promise<void> {
  const missing = new Set(Object.keys(waits));
  tell([...missing]);
  await Promise.all(
    Object.entries(waits).map(async ([name, wait]) => {
      await wait();
      missing.delete(name);
      tell([...missing]);
    }),
  );
}

async function notRunning(containers: readonly Container[]): Promise<Container[]> {
  const running = await Promise.all(containers.map(runsAs));
  return containers.filter((_, index) => !running[index]);
}

/** All or nothing, as far as that can be known beforehand: no port is taken, then everything starts. Problem `port-in-use` */
async function startAll(containers: readonly Container[]): Promise<void> {
  // Ours that are out of date hold these very ports.
  await remove(containers.map(({ name }) => name));
  await requireFree(containers.flatMap(({ ports }) => ports));
  for (const container of containers) await start(container);
}

/** Two of these at once would start everything twice. Problem `sandbox-busy` */
async function lockHome(home: SandboxHome): Promise<() => Promise<void>> {
  try {
    // A command that was killed leaves its lock: it counts for some seconds only.
    return await lock(home.folder, { stale: 10_000, onCompromised: () => {} });
  } catch (error) {
    throw new Problem(
      'sandbox-busy',
      { en: 'another command is bringing this sandbox up', ja: '別のコマンドがこの試験環境を起動しています' },
      { en: 'Wait until it has ended, then run this again.', ja: '終わってからもう一度実行してください' },
      { cause: error },
    );
  }
}
