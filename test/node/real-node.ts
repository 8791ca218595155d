import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { canonicalJson, sha256 } from '../../src/domain/canonical.ts';
import type { Digest, NodeName } from '../../src/domain/ids.ts';
import { releaseBody } from '../../src/plan/release-body.ts';
import type { RenderedPart } from '../../src/render/objects.ts';
import { openFolder } from '../../src/store/folder.ts';
import { putObjects } from '../../src/store/objects.ts';
import { keySigner, putRelease } from '../../src/store/release.ts';
import { askNode, readStatus } from '../../src/store/status.ts';
import type { Answer, Blobs, NodeStatus, Pointer, ReleaseBody } from '../../src/store/store.ts';
import { movePointer } from '../store/by-hand.ts';

const IMAGE = process.env.DENWABAN_NODE_IMAGE ?? 'denwaban/node:dev';

/** One real node of the image, with a store of its own: Asterisk, Postfix and the agent on a loopback address. */
export class RealNode {
  readonly name = 'node1' as NodeName;
  readonly container: string;
  readonly address: string;
  readonly folder: string;
  readonly blobs: Blobs;
  readonly #keys = generateKeyPairSync('ed25519');

  private constructor(folder: string, address: string) {
    this.folder = folder;
    this.address = address;
    this.container = `denwaban-agent-test-${address.replaceAll('.', '-')}`;
    this.blobs = openFolder(join(folder, 'store'));
  }

  static async start(
    address: string,
    secrets: Record<string, string>,
    ports = '13000-13199',
    {
      network = ['--network', 'host'],
      env: more = {},
    }: { network?: string[]; env?: Record<string, string> } = {},
  ): Promise<RealNode> {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-node-'));
    const node = new RealNode(folder, address);
    await mkdir(join(folder, 'store'));
    await writeFile(
      join(folder, 'release.pub'),
      node.#keys.publicKey.export({ type: 'spki', format: 'pem' }),
    );
    await writeFile(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
    await writeFile(join(folder, 'clock'), '0');
    const [first = '', last = ''] = ports.split('-');
    const env = {
      DENWABAN_RTP: ports,
      DENWABAN_UDPTL: `${Number(first) + 10_000}-${Number(last) + 10_000}`,
      DENWABAN_SMTP_PORT: '2525',
      ...more,
      DENWABAN_NODE: node.name,
      DENWABAN_ADDRESS: address,
      DENWABAN_STORE: 'file:/test/store',
      DENWABAN_PUBLIC_KEY: '/test/release.pub',
      DENWABAN_SECRETS: '/test/secrets.json',
      DENWABAN_CLOCK_FILE: '/test/clock',
    };
    await execa('docker', ['rm', '--force', node.container], { reject: false });
    await execa('docker', [
      ...['run', '--detach', '--name', node.container, ...network],
      ...['--cap-add', 'SYS_PTRACE', '--volume', `${folder}:/test`],
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      IMAGE,
    ]);
    return node;
  }

  async stop(): Promise<void> {
    await execa('docker', ['rm', '--force', '--volumes', this.container], { reject: false });
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Stages and releases a part without pointing at it. `change` spoils the body before it is signed. */
  async release(
    part: RenderedPart,
    change: (body: ReleaseBody) => ReleaseBody = (body) => body,
  ): Promise<Digest> {
    await putObjects(this.blobs, [
      ...part.files.map((file) => ({ digest: sha256(file.content), content: file.content })),
      ...part.tenants.map((t) => ({ digest: t.digest, content: canonicalJson(t.object) })),
    ]);
    return await putRelease(this.blobs, change(releaseBody(part)), keySigner(this.#keys.privateKey));
  }

  async point(part: string, release: Digest): Promise<Pointer> {
    return await movePointer(this.blobs, this.name, part, release);
  }

  async apply(part: RenderedPart): Promise<NodeStatus> {
    const pointer = await this.point(part.name, await this.release(part));
    return await this.settled(part.name, pointer);
  }

  /** Waits until the node says how a pointer went. */
  async settled(part: string, pointer: Pointer, withinMs = 60_000): Promise<NodeStatus> {
    return await this.until(
      (s) => s.parts[part]?.release === pointer.release && s.parts[part]?.generation === pointer.generation,
      withinMs,
    );
  }

  async until(holds: (status: NodeStatus) => boolean, withinMs = 60_000): Promise<NodeStatus> {
    const end = Date.now() + withinMs;
    for (;;) {
      const status = await readStatus(this.blobs, this.name);
      if (status && holds(status)) return status;
      if (Date.now() > end) throw new Error(`the node says ${JSON.stringify(status)}; ${await this.logs()}`);
      await sleep(20);
    }
  }

  async ask(): Promise<Answer> {
    const nonce = await askNode(this.blobs, this.name);
    const { answer } = await this.until((s) => s.answer?.nonce === nonce);
    if (!answer) throw new Error('no answer');
    return answer;
  }

  async exec(...command: string[]): Promise<string> {
    return (await execa('docker', ['exec', this.container, ...command])).stdout;
  }

  async asterisk(command: string): Promise<string> {
    return await this.exec('asterisk', '-C', '/var/lib/denwaban/live/asterisk/asterisk.conf', '-rx', command);
  }

  /** `kill -9` of one process; its supervisor starts it again. */
  async kill(service: 'agent' | 'asterisk' | 'postfix'): Promise<void> {
    await this.exec('s6-svc', '-k', `/opt/denwaban/services/${service}`);
  }

  /** Of its first process. */
  async pid(): Promise<number> {
    const { stdout } = await execa('docker', ['inspect', '--format', '{{.State.Pid}}', this.container]);
    return Number(stdout);
  }

  async logs(): Promise<string> {
    const { stdout } = await execa('docker', ['logs', '--tail', '30', this.container], {
      all: true,
      reject: false,
    });
    return stdout;
  }
}
