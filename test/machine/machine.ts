import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { Machine } from '../network/machine.ts';
import { ensureMachineImage } from './image.ts';

/**
 * Before systemd starts: control groups that it may write, Docker not started before user data says so, what stands in for AWS's parts, and
 * no start without a network.
 */
const ENTRY = `for group in /sys/fs/cgroup /sys/fs/cgroup/*; do mount -o remount,bind,rw $group 2>/dev/null; done
systemctl --quiet disable docker.service docker.socket containerd.service
cp -r /stand-in/. /
systemctl --quiet enable sshd.service
until ip route | grep -q ^default; do sleep 0.1; done
exec /sbin/init`;

/** What systemd and a Docker within need; what the tests' own machine may not do itself is not asked for, as --privileged would. */
const RIGHTS = [
  ...['SYS_ADMIN', 'NET_ADMIN', 'SYS_PTRACE'].flatMap((name) => ['--cap-add', name]),
  ...['seccomp=unconfined', 'apparmor=unconfined', 'systempaths=unconfined'].flatMap((option) => [
    '--security-opt',
    option,
  ]),
  ...['--device-cgroup-rule', 'a *:* rwm', '--cgroupns', 'private'],
];

/** A machine in a container: systemd, cloud-init and Docker run in it as on a virtual machine, and it has no network but what it is given. */
export class BootedMachine {
  readonly container: string;
  readonly #folder: string;

  private constructor(container: string, folder: string) {
    this.container = container;
    this.#folder = folder;
  }

  /**
   * @param userData what cloud-init gets
   * @param standIns files that are there already, by path: text, or a program where it begins with #!
   * @param plug gives the machine its network; it starts only then
   */
  static async boot(
    container: string,
    {
      userData,
      standIns,
      plug,
    }: { userData: string; standIns: Record<string, string>; plug(machine: Machine): Promise<unknown> },
  ): Promise<BootedMachine> {
    const image = await ensureMachineImage();
    const machine = new BootedMachine(container, await mkdtemp(join(tmpdir(), 'denwaban-machine-')));
    try {
      const seed = '/var/lib/cloud/seed/nocloud';
      const files = {
        [`${seed}/user-data`]: userData,
        [`${seed}/meta-data`]: 'instance-id: test\n',
        '/etc/cloud/cloud.cfg.d/99-test.cfg':
          'datasource_list: [NoCloud]\nnetwork: {config: disabled}\nlocale: false\n',
        '/etc/systemd/system/sshd.service': SSHD,
        ...standIns,
      };
      for (const [path, text] of Object.entries(files)) await machine.#place(path, text);
      await execa('docker', ['rm', '--force', '--volumes', container], { reject: false });
      await execa('docker', [
        ...['run', '--detach', '--name', container, '--network', 'none', '--dns', '127.0.0.1', ...RIGHTS],
        ...['/run', '/run/lock', '/tmp'].flatMap((path) => ['--tmpfs', path]),
        // Docker in it keeps its images on a disk of its own, and Docker's overlay cannot lie on another one.
        ...['--volume', '/var/lib/docker', '--volume', `${machine.#folder}:/stand-in:ro`],
        ...['--env', 'container=docker', image, 'sh', '-c', ENTRY],
      ]);
      const { stdout: pid } = await execa('docker', ['inspect', '--format', '{{.State.Pid}}', container]);
      await plug(await Machine.of(Number(pid)));
      return machine;
    } catch (error) {
      await machine.end();
      throw error;
    }
  }

  async end(): Promise<void> {
    await execa('docker', ['rm', '--force', '--volumes', this.container], { reject: false });
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Runs a program in it. @throws where it fails */
  async run(...command: string[]): Promise<string> {
    return (await execa('docker', ['exec', this.container, ...command])).stdout;
  }

  /** What it printed, also where it failed. */
  async say(...command: string[]): Promise<string> {
    const { stdout, stderr } = await execa('docker', ['exec', this.container, ...command], { reject: false });
    return `${stdout}${stderr}`;
  }

  async #place(path: string, text: string): Promise<void> {
    const place = join(this.#folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
    if (text.startsWith('#!')) await chmod(place, 0o755);
  }
}

/** Amazon Linux has one, and it runs. */
const SSHD = `[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
`;
