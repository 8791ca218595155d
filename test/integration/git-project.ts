import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PROJECT } from './sandbox.ts';

/** What setting up brings into a clone, and what the sandbox that all tests share keeps. */
const BROUGHT = ['node_modules', 'dist', '.denwaban'];

/** A clone of the project as an engineer has it, with a repository to push to; its sandbox is the one that all integration tests share. */
export class GitProject {
  readonly folder: string;
  readonly #top: string;

  private constructor(top: string) {
    this.#top = top;
    this.folder = join(top, 'clone');
  }

  static async make(): Promise<GitProject> {
    const project = new GitProject(await mkdtemp(join(tmpdir(), 'denwaban-git-')));
    const files = (await readdir(PROJECT)).filter((name) => ![...BROUGHT, '.git'].includes(name));
    for (const name of files)
      await cp(join(PROJECT, name), join(project.#top, 'first', name), { recursive: true });
    await project.#git('first', 'init', '--quiet', '--initial-branch', 'main');
    await project.#git('first', 'add', '.');
    await project.#git('first', 'commit', '--quiet', '--message', 'The service as it is');
    await project.#git('.', 'clone', '--quiet', '--bare', 'first', 'origin');
    await project.clone('clone');
    return project;
  }

  /** Another clone beside the first, ready to work. */
  async clone(name: string): Promise<string> {
    await this.#git('.', 'clone', '--quiet', 'origin', name);
    for (const brought of BROUGHT) await symlink(join(PROJECT, brought), join(this.#top, name, brought));
    return join(this.#top, name);
  }

  /** Runs a line as a shell does. */
  async sh(line: string, env: Readonly<Record<string, string>> = {}, folder = this.folder) {
    const { exitCode, stdout, stderr } = await execa('bash', ['-eo', 'pipefail', '-c', line], {
      cwd: folder,
      stdin: 'ignore',
      reject: false,
      env: { ...IDENTITY, NO_COLOR: '1', LANG: 'C.UTF-8', ...env },
    });
    return { exitCode, stdout, stderr };
  }

  async end(): Promise<void> {
    await rm(this.#top, { recursive: true, force: true });
  }

  async #git(folder: string, ...args: string[]): Promise<void> {
    await execa('git', args, { cwd: join(this.#top, folder), env: IDENTITY });
  }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: '運用 花子',
  GIT_AUTHOR_EMAIL: 'hanako@denwaban.example',
  GIT_COMMITTER_NAME: '運用 花子',
  GIT_COMMITTER_EMAIL: 'hanako@denwaban.example',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
