import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { imageName } from '../../src/sandbox/images/image.ts';
import { openFolder } from '../../src/store/folder.ts';
import { NodeStore } from './node-store.ts';

/** One real node of the image, with a store of its own: Asterisk, Postfix and the agent on a loopback address. */
export class RealNode extends NodeStore {
  readonly container: string;
  readonly address: string;
  readonly folder: string;

  private constructor(folder: string, address: string) {
    super(openFolder(join(folder, 'store')));
    this.folder = folder;
    this.address = address;
    this.container = `denwaban-agent-test-${address.replaceAll('.', '-')}`;
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
    await writeFile(join(folder, 'release.pub'), node.publicKey);
    await writeFile(join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
    await writeFile(join(folder, 'clock'), '0');
    const [first = '', last = ''] = ports.split('-');
    const env = {
      DENWABAN_RTP: ports,
      DENWABAN_UDPTL: `${Number(first) + 10_000}-${Number(last) + 10_000}`,
      DENWABAN_SMTP_PORT: '2525',
      DENWABAN_SUBMISSION_PORT: '2587',
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
      imageName('node'),
    ]);
    return node;
  }

  async stop(): Promise<void> {
    await execa('docker', ['rm', '--force', '--volumes', this.container], { reject: false });
    await rm(this.folder, { recursive: true, force: true });
  }

  async exec(...command: string[]): Promise<string> {
    return (await execa('docker', ['exec', this.container, ...command])).stdout;
  }

  async asterisk(command: string): Promise<string> {
    return await this.exec('asterisk', '-C', '/var/lib/denwaban/live/asterisk/asterisk.conf', '-rx', command);
  }

  /** `kill -9` of one process; its supervisor starts it again. */
  async kill(service: 'agent' | 'asterisk' | 'postfix' | 'fax'): Promise<void> {
    await this.exec('s6-svc', '-k', `/opt/denwaban/services/${service}`);
  }

  /** Of its first process. */
  async pid(): Promise<number> {
    const { stdout } = await execa('docker', ['inspect', '--format', '{{.State.Pid}}', this.container]);
    return Number(stdout);
  }

  override async logs(lines = 30): Promise<string> {
    const { stdout } = await execa('docker', ['logs', '--tail', String(lines), this.container], {
      all: true,
      reject: false,
    });
    return stdout;
  }
}
