import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PRIVATE } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { run, tail } from './run.mjs';
import { step } from './step.mjs';

const LOG = join(PRIVATE, 'dockerd.log');
const PATIENCE_MS = 30_000;

/** Starts the Docker daemon where none answers. */
export async function startDocker() {
  const { code, output } = await run('docker', ['version', '--format', '{{.Server.Version}}']);
  if (code === 0) return;
  if (/permission denied/i.test(output)) {
    throw new SetupProblem(
      'docker-not-allowed',
      'Docker runs, but this user may not talk to it.',
      'Run this as root, or have the user added to the group docker.',
    );
  }
  if (process.getuid?.() !== 0) {
    throw new SetupProblem(
      'docker-not-running',
      'the Docker daemon does not answer, and only root can start it.',
      'Run this as root.',
    );
  }
  await step('start the Docker daemon', async () => {
    if (existsSync('/run/systemd/system')) {
      await run('systemctl', ['start', 'docker']);
      if (await answers(() => false)) return;
    } else {
      if (await byHand([])) return;
      // Where the kernel or a container forbids packet filters: the sandbox uses the host's network alone and needs none.
      if (await byHand(['--iptables=false', '--ip6tables=false', '--bridge=none'])) return;
    }
    const log = existsSync(LOG) ? `\n${tail(readFileSync(LOG, 'utf8'))}\n` : '';
    throw new SetupProblem(
      'docker-does-not-start',
      `the Docker daemon does not answer.${log}`,
      'Start it yourself, then run this again.',
    );
  });
}

/**
 * Without systemd the daemon is started by hand, and outlives this process.
 * @param {readonly string[]} flags
 */
async function byHand(flags) {
  mkdirSync(PRIVATE, { recursive: true });
  const log = openSync(LOG, 'a');
  const daemon = spawn('dockerd', flags, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  let gone = false;
  daemon.on('error', () => {
    gone = true;
  });
  daemon.on('exit', () => {
    gone = true;
  });
  daemon.unref();
  return answers(() => gone);
}

/** @param {() => boolean} gone whether waiting longer is in vain */
async function answers(gone) {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end && !gone()) {
    if ((await run('docker', ['version'])).code === 0) return true;
    await sleep(250);
  }
  return false;
}
