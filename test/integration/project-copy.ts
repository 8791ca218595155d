import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { parseDocument } from 'yaml';
import { loadStack } from '../../src/project/project.ts';
import { type CliResult, denwaban } from '../../src/sandbox/demo/cli.ts';
import { requireSandbox, type SandboxStack } from '../../src/sandbox/home.ts';
import { PROJECT } from './sandbox.ts';

/**
 * A project folder with tenants and a stack file of its own for the sandbox that all integration tests share: what it keeps (store, state,
 * keys) is the shared one's.
 */
export class ProjectCopy {
  readonly folder: string;
  /** The stack that it is about, and has the file of. */
  readonly stackName: string;

  private constructor(folder: string, stackName: string) {
    this.folder = folder;
    this.stackName = stackName;
  }

  /** Without edges, unless they are kept: carriers and phones speak to the nodes themselves, which is how each of them is tried. */
  static async make(stackName = 'local', { edges = false }: { edges?: boolean } = {}): Promise<ProjectCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-copy-'));
    await cp(join(PROJECT, 'tenants'), join(folder, 'tenants'), { recursive: true });
    await mkdir(join(folder, 'stacks'));
    await symlink(join(PROJECT, '.denwaban'), join(folder, '.denwaban'));
    const project = new ProjectCopy(folder, stackName);
    await cp(join(PROJECT, 'stacks', `Pulumi.${stackName}.yaml`), project.#stackFile);
    if (!edges) await project.unset('edges');
    return project;
  }

  /** Runs denwaban in it. */
  run(...args: string[]): Promise<CliResult> {
    return denwaban(this.folder, args);
  }

  /** Runs one of its commands on the stack. */
  on(command: 'plan' | 'apply' | 'drift' | 'destroy', ...args: string[]): Promise<CliResult> {
    const yes = command === 'apply' || command === 'destroy' ? ['--yes'] : [];
    return this.run(command, '--stack', this.stackName, ...yes, ...args);
  }

  /** Begins an apply that may be killed: bin/denwaban becomes the process that works. */
  startApply() {
    return execa(join(PROJECT, 'bin', 'denwaban'), ['apply', '--stack', this.stackName, '--yes'], {
      cwd: this.folder,
      stdin: 'ignore',
      reject: false,
      env: { NO_COLOR: '1' },
    });
  }

  stack(): Promise<SandboxStack> {
    return loadStack(this.stackName, join(this.folder, 'stacks')).then(requireSandbox);
  }

  async putTenant(id: string, text: string): Promise<void> {
    await writeFile(this.#tenant(id), text);
  }

  async removeTenant(id: string): Promise<void> {
    await rm(this.#tenant(id));
  }

  /** Changes a tenant's file. */
  async edit(id: string, change: (text: string) => string): Promise<void> {
    await rewrite(this.#tenant(id), change);
  }

  /** Changes the stack's file. */
  async configure(change: (text: string) => string): Promise<void> {
    await rewrite(this.#stackFile, change);
  }

  /** Sets one setting of the stack, `denwaban:<name>`. */
  async set(name: string, value: unknown): Promise<void> {
    await this.configure((text) => {
      const file = parseDocument(text);
      file.setIn(['config', `denwaban:${name}`], value);
      return file.toString({ lineWidth: 0 });
    });
  }

  /** Takes one setting of the stack away. */
  async unset(name: string): Promise<void> {
    await this.configure((text) => {
      const file = parseDocument(text);
      file.deleteIn(['config', `denwaban:${name}`]);
      return file.toString({ lineWidth: 0, flowCollectionPadding: true });
    });
  }

  /** Gives the stack so many operators, op1 and on, all in the pool `default`; their passwords are the sandbox's own. */
  async operators(count: number): Promise<void> {
    const lines = Array.from(
      { length: count },
      (_, i) =>
        `    - { id: op${i + 1}, password: "secret://operator-op${(i % 2) + 1}#1", pools: [default] }\n`,
    );
    await this.configure((text) =>
      text.replace(/(denwaban:operators:\n)(?: {4}- .*\n)+/, (_, head) => head + lines.join('')),
    );
  }

  /** Takes away what this project has brought: the sandbox's nodes are as empty as at its start. */
  async end(): Promise<void> {
    const { exitCode, stderr } = await this.on('destroy');
    await rm(this.folder, { recursive: true, force: true });
    if (exitCode !== 0) throw new Error(stderr);
  }

  get #stackFile(): string {
    return join(this.folder, 'stacks', `Pulumi.${this.stackName}.yaml`);
  }

  #tenant(id: string): string {
    return join(this.folder, 'tenants', `${id}.yaml`);
  }
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`nothing to change in ${file}`);
  await writeFile(file, changed);
}

/** An invented tenant's file, with a number of the sample block. */
export function tenantFile(
  id: string,
  about: {
    company: string;
    number: string;
    room?: string;
    starts?: string;
    ends?: string;
    weekdays?: string;
  },
): string {
  const { company, number, room, starts = '2025-01-01', ends, weekdays } = about;
  const report =
    room === undefined
      ? 'channel: mail'
      : `channel: chatwork\n  chatwork: { room: ${room}, members: [{ accountId: 1001, role: member }] }`;
  return `id: ${id}
company: { name: ${company}, kana: テスト, greeting: お電話ありがとうございます。, address: 東京都港区芝公園99-1-1 }
contract:
  starts: ${starts}
${ends === undefined ? '' : `  ends: ${ends}\n`}  identityCheck: { method: ic-chip, verifiedOn: 2024-12-20, recordRef: KYC-2024-0001 }
numbers:
  - { number: "${number}", type: "03", usage: forwarding, forwardedFrom: { number: 06-6123-4567, line: ntt-fixed } }
roster:
  - { id: tanto, name: 担当 一郎, kana: タントウ イチロウ, email: tanto@${id}.example }
report:
  ${report}
hours: { weekdays: "${weekdays ?? '00:00-24:00'}" }
`;
}
