import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import type { MachineKind } from '../../domain/machine-kind.ts';
import { Problem } from '../../domain/problem.ts';
import { CONTEXT_LABEL, docker, inspect } from '../docker.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { APT_OPTIONS, BASE_IMAGE, ensureBase } from './base.ts';
import { contextDigest } from './context.ts';

/** Another tag, where two checkouts with other sources of them are tried on one machine. */
const NODE_IMAGE = process.env.DENWABAN_NODE_IMAGE ?? 'denwaban/node:dev';

export function imageName(kind: MachineKind): string {
  return NODE_IMAGE.replace(/(?<=\/)node(?=:)/, kind);
}

interface Image {
  Id: string;
  Config: { Labels: Record<string, string> | null };
}

/**
 * Builds the images of a sandbox's machines where they are not of these sources already.
 * @returns the images' ids
 */
export async function ensureImages<K extends MachineKind>(
  kinds: readonly K[],
  tell: (what: string) => void,
): Promise<Record<K, string>> {
  const release = await lockContexts();
  try {
    tell('bundle the agent');
    await execa(process.execPath, [join(PACKAGE_ROOT, 'scripts', 'bundle-node.mjs')], {
      stdin: 'ignore',
      timeout: 60_000,
    });
    const ids: Partial<Record<K, string>> = {};
    for (const kind of kinds) ids[kind] = await ensureImage(kind, tell);
    return ids as Record<K, string>;
  } finally {
    await release();
  }
}

/** The contexts are made anew each time: another one that builds from them just then would find them half made. It is waited for. */
async function lockContexts(): Promise<() => Promise<void>> {
  const folder = join(PACKAGE_ROOT, 'dist');
  await mkdir(folder, { recursive: true });
  return lock(folder, {
    lockfilePath: join(folder, 'images.lock'),
    retries: { retries: 1_200, factor: 1, minTimeout: 500, maxTimeout: 500 },
  });
}

async function ensureImage(kind: MachineKind, tell: (what: string) => void): Promise<string> {
  const context = join(PACKAGE_ROOT, 'dist', `${kind}-image`);
  const digest = await contextDigest(context);
  const present = await inspect<Image>('image', imageName(kind));
  if (present?.Config.Labels?.[CONTEXT_LABEL] === digest) return present.Id;

  await ensureBase(tell);
  tell(`build the ${kind} image`);
  await build(kind, context, digest, tell);
  // Former images that nothing runs any more; what the next build takes from its cache is not among them.
  await docker(['image', 'prune', '--force', '--filter', `label=${CONTEXT_LABEL}`]);
  const built = await inspect<Image>('image', imageName(kind));
  if (!built)
    throw new Problem(
      'image-gone',
      {
        en: `${imageName(kind)} was built and is gone again`,
        ja: `作った ${imageName(kind)} がなくなりました`,
      },
      { en: 'Run it again.', ja: 'もう一度実行してください' },
    );
  return built.Id;
}

async function build(
  kind: MachineKind,
  context: string,
  digest: string,
  tell: (what: string) => void,
): Promise<void> {
  const lines: string[] = [];
  const args = ['--build-arg', `BASE=${BASE_IMAGE}`, '--build-arg', `APT_OPTIONS=${APT_OPTIONS}`];
  try {
    // The host's network: name servers and proxies that a machine has on its loopback cannot be reached from any other.
    await docker(
      [
        'build',
        '--network',
        'host',
        ...args,
        '--label',
        `${CONTEXT_LABEL}=${digest}`,
        '-t',
        imageName(kind),
        context,
      ],
      {
        timeoutMs: 900_000,
        line: (line) => {
          lines.push(line);
          const step = /^Step \d+\/\d+ : \S+/.exec(line)?.[0];
          if (step !== undefined) tell(`build the ${kind} image: ${step}`);
        },
      },
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'docker-failed') throw error;
    const log = join(PACKAGE_ROOT, '.denwaban', `${kind}-image.log`);
    await writeFileAtomic(log, lines.join('\n'));
    const said = lines.findLast((line) => /error|fail|^E: /i.test(line)) ?? error.message;
    throw new Problem(
      'image-failed',
      {
        en: `the ${kind} image could not be built: ${said}`,
        ja: `${kind} のイメージを作れませんでした: ${said}`,
      },
      { en: `The whole output is in ${log}.`, ja: `出力はすべて ${log} にあります` },
      { cause: error },
    );
  }
}
