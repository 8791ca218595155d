import { mkdirSync, writeFileSync } from 'node:fs';
import { SetupProblem } from './problem.mjs';
import { has, run, tail } from './run.mjs';
import { step } from './step.mjs';

/** What denwaban runs that npm does not bring: program and Debian package. */
const PROGRAMS = [
  { program: 'dockerd', package: 'docker.io' },
  // Newer Debians keep the client in a package of its own.
  { program: 'docker', package: 'docker-cli' },
  { program: 'mmdebstrap', package: 'mmdebstrap' },
  { program: 'sipp', package: 'sip-tester' },
  { program: 'ss', package: 'iproute2' },
];

/** What tests run besides: what reads user data on AWS, what its scripts call, the Python of the stand-in for AWS, packet filters, a browser, and what looks into PDFs. */
const TEST_PROGRAMS = [
  { program: 'cloud-init', package: 'cloud-init', after: keepCloudInitOff },
  { program: 'jq', package: 'jq' },
  { program: 'python3', package: 'python3-venv' },
  { program: 'iptables', package: 'iptables' },
  { program: 'chromium', package: 'chromium' },
  { program: 'pdffonts', package: 'poppler-utils' },
];

/** It came for one of its commands, and is not to set this machine up when that starts again. */
function keepCloudInitOff() {
  mkdirSync('/etc/cloud', { recursive: true });
  writeFileSync('/etc/cloud/cloud-init.disabled', 'by denwaban: installed for "cloud-init schema" alone\n');
}

/** Installs from Debian's packages what denwaban runs and is missing. */
export async function installPrograms() {
  await installMissing(PROGRAMS);
}

/** Installs what tests run besides. */
export async function installTestPrograms() {
  await installMissing(TEST_PROGRAMS);
}

/** @param {readonly { program: string, package: string, after?: () => void }[]} programs */
async function installMissing(programs) {
  // One at a time: in Debian 12 docker.io brings the client as well, and there is no docker-cli.
  for (const { program, package: name, after } of programs) {
    // Whoever already has the client need not have the daemon here: it may be another machine's, or the socket's owner's.
    if (has(program) || (program === 'dockerd' && (await run('docker', ['version'])).code === 0)) continue;
    if (process.getuid?.() !== 0) {
      throw new SetupProblem(
        'not-root',
        `${program} is missing, and only root can install Debian's package ${name}.`,
        `Run this as root, or once: sudo apt-get install ${missing(programs).join(' ')}`,
      );
    }
    if (!has('apt-get')) {
      throw new SetupProblem(
        'no-apt',
        `${program} is missing, and there is no apt-get here.`,
        `Install ${program} yourself.`,
      );
    }
    await step(`install ${name} (apt-get)`, () => install(name, program));
    after?.();
  }
}

/**
 * Installs a Debian package that brings no program by which its absence would be seen.
 * @param {string} name
 */
export async function installPackage(name) {
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    throw new SetupProblem(
      'package-missing',
      `Debian's package ${name} is missing, and only root can install it, with apt-get.`,
      `Run this as root, or once: sudo apt-get install ${name}`,
    );
  }
  await step(`install ${name} (apt-get)`, () => install(name));
}

/** @param {readonly { program: string, package: string }[]} programs */
function missing(programs) {
  return programs
    .filter(({ program }) => !has(program) && program !== 'docker')
    .map((entry) => entry.package);
}

/**
 * @param {string} name
 * @param {string} [program] by which it is seen that the package is there
 */
async function install(name, program) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', name];
  let result = await run('apt-get', args, { env });
  if (result.code !== 0) {
    // Package lists may be absent or old. A list that cannot be fetched need not be the one that is needed: installing decides.
    await run('apt-get', ['update'], { env });
    result = await run('apt-get', args, { env });
  }
  if (result.code !== 0 || (program !== undefined && !has(program))) {
    throw new SetupProblem(
      'apt-failed',
      `apt-get could not install ${name}:\n${tail(result.output)}\n`,
      'Check the Debian mirror in /etc/apt, then run it again.',
    );
  }
}
