import { createHash } from 'node:crypto';
import { CONFIG_LABEL, docker, inspect, SANDBOX_LABEL } from '../docker.ts';
import type { WantedPort } from './ports.ts';

/** A container of the sandbox, as it is to run. */
export interface Container {
  name: string;
  net: string;
  image: string;
  /** Sources on this machine → place in the container; `:ro` where it may not write. */
  mounts: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** The sockets that it opens and others count on. */
  ports: readonly WantedPort[];
  /** What it may do beyond other containers, as Docker names it. */
  capabilities?: readonly string[];
  /** Replaces the image's own entry point. */
  command?: readonly string[];
  /** Whatever else makes a running container out of date, such as the content of a mounted file. */
  depends: readonly string[];
}

interface Running {
  State: { Running: boolean };
  Config: { Labels: Record<string, string> };
}

/** All names say whose they are, so that several sandboxes share a machine. */
export function containerName(net: string, what: string): string {
  return `denwaban-${net}-${what}`;
}

/** Whether it runs already, just as it is to. */
export async function runsAs(container: Container): Promise<boolean> {
  const present = await inspect<Running>('container', container.name);
  return present?.State.Running === true && present.Config.Labels[CONFIG_LABEL] === configDigest(container);
}

/** Starts it; none of that name may be there. */
export async function start(container: Container): Promise<void> {
  const [entry, ...args] = container.command ?? [];
  await docker([
    'run',
    '--detach',
    '--name',
    container.name,
    '--network',
    'host',
    '--log-opt',
    'max-size=5m',
    ...[
      '--label',
      `${SANDBOX_LABEL}=${container.net}`,
      '--label',
      `${CONFIG_LABEL}=${configDigest(container)}`,
    ],
    ...(container.capabilities ?? []).flatMap((capability) => ['--cap-add', capability]),
    ...container.mounts.flatMap((mount) => ['--volume', mount]),
    ...Object.entries(container.environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...(entry === undefined ? [] : ['--entrypoint', entry]),
    container.image,
    ...args,
  ]);
}

/** The containers of a sandbox: those that run, or all. */
export async function containersOf(net: string, which: 'running' | 'all'): Promise<string[]> {
  const names = await docker([
    'ps',
    ...(which === 'all' ? ['--all'] : []),
    '--filter',
    `label=${SANDBOX_LABEL}=${net}`,
    '--format',
    '{{.Names}}',
  ]);
  return names.split('\n').filter((name) => name !== '');
}

/** Takes containers away, also running ones; those that are not there do not matter. */
export async function remove(names: readonly string[]): Promise<void> {
  if (names.length > 0) await docker(['rm', '--force', '--volumes', ...names]);
}

/** The end of what a container wrote, for whoever has to find out why it does not work. */
export async function lastWords(name: string): Promise<string> {
  let last = '';
  await docker(['logs', '--tail', '3', name], {
    line: (line) => {
      if (line.trim() !== '') last = line.trim();
    },
  });
  return last;
}

function configDigest(container: Container): string {
  return createHash('sha256').update(JSON.stringify(container)).digest('hex');
}
