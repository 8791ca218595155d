import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const OPEN_SOCKET = fileURLToPath(new URL('open-socket.mjs', import.meta.url));

/**
 * A network namespace: interfaces, routes and packet filters of its own, and no way out but to what it is connected with. It has no name
 * and is held by a process that ends with this one: a test that is broken off leaves nothing behind.
 */
export class Machine {
  /** The namespace as nsenter finds it. */
  readonly #net: string;
  readonly #holder: ChildProcess | undefined;
  #links = 0;
  #gateway = '';

  private constructor(pid: number, holder?: ChildProcess) {
    this.#net = `--net=/proc/${pid}/ns/net`;
    this.pid = pid;
    this.#holder = holder;
  }

  readonly pid: number;

  /** A new machine, connected with nothing. Takes root; the error says what the kernel denies. */
  static async start(): Promise<Machine> {
    const holder = spawn('unshare', ['--net', 'cat'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    holder.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const refused = once(holder, 'exit').then(() => {
      throw new Error(`no network namespace can be made here: ${said}`);
    });
    refused.catch(() => {});
    // What cat gives back has come through the new namespace.
    holder.stdin.on('error', () => {});
    holder.stdin.write('.');
    await Promise.race([once(holder.stdout, 'data'), refused]);
    const machine = new Machine(holder.pid ?? 0, holder);
    await machine.run('ip', 'link', 'set', 'lo', 'up');
    return machine;
  }

  /** The namespace of a process that runs already, such as a container's. */
  static async of(pid: number): Promise<Machine> {
    const machine = new Machine(pid);
    await machine.run('ip', 'link', 'set', 'lo', 'up');
    return machine;
  }

  /** Ends the namespace, unless it is somebody else's. */
  stop(): void {
    this.#holder?.kill('SIGKILL');
  }

  /** Runs a program of this machine's within the namespace. */
  async run(...[program = '', ...args]: string[]): Promise<string> {
    return (await execa('nsenter', [this.#net, program, ...args])).stdout;
  }

  async feed(input: string, program: string): Promise<void> {
    await execa('nsenter', [this.#net, program], { input });
  }

  /** A UDP socket of the namespace, worked from this process. @param port 0: any */
  async udp(address: string, port = 0): Promise<Socket> {
    return (await this.#open('udp', address, port)) as Socket;
  }

  /** A TCP server of the namespace, worked from this process. */
  async tcp(address: string, port: number): Promise<Server> {
    return (await this.#open('tcp', address, port)) as Server;
  }

  /** Hands packets on that are not its own. @param gateway its address on every link to it; no two routers that meet have the same */
  async route(gateway: string): Promise<void> {
    this.#gateway = gateway;
    await this.run('sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward');
  }

  /** Plugs this machine, under an address, into a router, which is its way to everything else. */
  async connect(router: Machine, address: string): Promise<void> {
    const own = `eth${this.#links++}`;
    const far = `port${router.#links++}`;
    const peer = ['type', 'veth', 'peer', 'name', far, 'netns', String(router.pid)];
    await execa('ip', ['link', 'add', own, 'netns', String(this.pid), ...peer]);
    await router.run('ip', 'addr', 'add', `${router.#gateway}/32`, 'dev', far);
    await router.run('ip', 'link', 'set', far, 'up');
    await this.run('ip', 'addr', 'add', `${address}/32`, 'dev', own);
    await this.run('ip', 'link', 'set', own, 'up');
    await this.run('ip', 'route', 'add', 'default', 'via', router.#gateway, 'dev', own, 'onlink');
    await router.run('ip', 'route', 'add', `${address}/32`, 'dev', far);
  }

  async #open(kind: 'udp' | 'tcp', address: string, port: number): Promise<unknown> {
    const args = [this.#net, process.execPath, OPEN_SOCKET, kind, address, String(port)];
    const child = spawn('nsenter', args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`no ${kind} socket at ${address}:${port}: ${said}`)));
      child.once('message', (_, handle) => {
        resolve(handle);
        child.disconnect();
      });
    });
  }
}
