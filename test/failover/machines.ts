import { expect, vi } from 'vitest';
import { defaultGroup, poolGroups } from '../../src/model/pool-groups.ts';
import { containerName } from '../../src/sandbox/cluster/container.ts';
import { docker } from '../../src/sandbox/docker.ts';
import type { SandboxHome, SandboxStack } from '../../src/sandbox/home.ts';
import { openFolder } from '../../src/store/folder.ts';
import { readStatus } from '../../src/store/status.ts';

export type Machine = SandboxStack['nodes'][number] | SandboxStack['edges'][number];

const PROVED_MS = 60_000;

/** The node that has the calls of the default pool's group. */
export function servingNode(stack: SandboxStack): Machine {
  const [first] = defaultGroup(poolGroups(stack)).nodes;
  const node = stack.nodes.find(({ address }) => address === first);
  if (!node) throw new Error('no node has the calls');
  return node;
}

/** What can happen to a machine, and how it comes back: ends once it is what it was. */
export class Machines {
  readonly #stack: SandboxStack;
  readonly #home: SandboxHome;
  /** How each that is down comes back. */
  readonly #down = new Map<Machine, () => Promise<void>>();

  constructor(stack: SandboxStack, home: SandboxHome) {
    this.#stack = stack;
    this.#home = home;
  }

  async kill(machine: Machine): Promise<void> {
    this.#down.set(machine, () => this.start(machine));
    await docker(['kill', '--signal', 'KILL', this.#container(machine)]);
  }

  /** Starts a killed one. */
  async start(machine: Machine): Promise<void> {
    const since = Date.now();
    await docker(['start', this.#container(machine)]);
    this.#down.delete(machine);
    await vi.waitFor(
      async () => {
        const status = await readStatus(openFolder(this.#home.store), machine.name);
        expect(status?.at).toBeGreaterThan(since);
        const states = Object.values(status?.parts ?? {}).map(({ state }) => state);
        expect(new Set(states)).toEqual(new Set(['converged']));
      },
      { timeout: PROVED_MS, interval: 200 },
    );
  }

  async pause(machine: Machine): Promise<void> {
    this.#down.set(machine, () => this.unpause(machine));
    await docker(['pause', this.#container(machine)]);
  }

  async unpause(machine: Machine): Promise<void> {
    await docker(['unpause', this.#container(machine)]);
    this.#down.delete(machine);
  }

  /** Brings back whatever a test that failed has left: other tests share these machines. */
  async restore(): Promise<void> {
    for (const comesBack of [...this.#down.values()]) await comesBack();
  }

  #container({ name }: Machine): string {
    return containerName(this.#stack.sandbox.net, name);
  }
}
