import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerName, remove } from '../../src/sandbox/cluster/container.ts';
import { docker, SANDBOX_LABEL } from '../../src/sandbox/docker.ts';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { imageName } from '../../src/sandbox/images/image.ts';
import { carrierAddress } from '../../src/sandbox/place.ts';

/** A SIP proxy at the trunk's address that tries both edges, as carriers do: Kamailio with a configuration of its own. */
export class Carrier {
  readonly #name: string;
  readonly #folder: string;

  private constructor(name: string, folder: string) {
    this.#name = name;
    this.#folder = folder;
  }

  static async start(stack: SandboxStack): Promise<Carrier> {
    const [first, second] = stack.edges;
    if (!first || !second) throw new Error('a carrier needs two edges');
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-carrier-'));
    const text = (await readFile(join(import.meta.dirname, 'carrier.cfg'), 'utf8'))
      .replaceAll('CARRIER', carrierAddress(stack))
      .replaceAll('EDGE1', first.address)
      .replaceAll('EDGE2', second.address);
    await writeFile(join(folder, 'kamailio.cfg'), text);
    const name = containerName(stack.sandbox.net, 'carrier');
    await remove([name]);
    await docker([
      ...['run', '--detach', '--name', name, '--network', 'host', '--log-opt', 'max-size=5m'],
      // Goes with the sandbox, whatever becomes of this test.
      ...['--label', `${SANDBOX_LABEL}=${stack.sandbox.net}`, '--volume', `${folder}:/carrier:ro`],
      ...['--entrypoint', 'kamailio', imageName('edge')],
      ...['-DD', '-E', '-m', '64', '-f', '/carrier/kamailio.cfg', '-Y', '/tmp'],
    ]);
    return new Carrier(name, folder);
  }

  async stop(): Promise<void> {
    await remove([this.#name]);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
