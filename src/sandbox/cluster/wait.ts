import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseNodeName } from '../../domain/ids.ts';
import { Problem } from '../../domain/problem.ts';
import { openFolder } from '../../store/folder.ts';
import { readStatus } from '../../store/status.ts';
import { inspect } from '../docker.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import type { Endpoint } from '../place.ts';
import { containerName, lastWords } from './container.ts';

const PATIENCE_MS = 60_000;
const LOOK_MS = 100;
const LOOKS_PER_INSPECTION = 20;

/** Waits until somebody listens. Problem `container-stopped`, `service-silent` */
export async function waitForPort(stack: SandboxStack, what: string, place: Endpoint): Promise<void> {
  await waitUntil(stack, what, () => listens(place));
}

/** Waits until a node's agent has reported since its container started. Problem `container-stopped`, `service-silent` */
export async function waitForNode(stack: SandboxStack, home: SandboxHome, node: string): Promise<void> {
  const name = parseNodeName(node);
  if (!name.ok)
    throw new Problem(
      'bad-node',
      { en: `${node} is no node's name`, ja: `${node} はノードの名前ではありません` },
      { en: 'Mend the stack.', ja: 'スタックを直してください' },
    );
  const store = openFolder(home.store);
  await waitUntil(stack, node, async (startedAt) => {
    const status = await readStatus(store, name.value);
    return status !== undefined && status.at >= startedAt;
  });
}

/** Asks again and again, and looks now and then whether the container still runs: one that has stopped will never answer. */
export async function waitUntil(
  stack: SandboxStack,
  what: string,
  ready: (startedAt: number) => Promise<boolean>,
): Promise<void> {
  const container = containerName(stack.sandbox.net, what);
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const startedAt = await runningSince(container);
    for (let look = 0; look < LOOKS_PER_INSPECTION; look++) {
      if (await ready(startedAt)) return;
      await sleep(LOOK_MS);
    }
  }
  const said = await lastWords(container);
  const seconds = PATIENCE_MS / 1000;
  throw new Problem(
    'service-silent',
    {
      en: `${container} runs, but does not answer within ${seconds} s; its last words: ${said}`,
      ja: `${container} は動いていますが、${seconds} 秒以内に応答しません。最後の出力: ${said}`,
    },
    { en: `See: docker logs ${container}`, ja: `docker logs ${container} を見てください` },
  );
}

/** Milliseconds since 1970. Problem `container-stopped` */
async function runningSince(container: string): Promise<number> {
  const state = (await inspect<{ State: { Running: boolean; StartedAt: string } }>('container', container))
    ?.State;
  if (state?.Running) return Date.parse(state.StartedAt);
  const said = await lastWords(container);
  throw new Problem(
    'container-stopped',
    { en: `${container} stopped: ${said}`, ja: `${container} が止まりました: ${said}` },
    { en: `See: docker logs ${container}`, ja: `docker logs ${container} を見てください` },
  );
}

function listens(place: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place.port, place.host);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
