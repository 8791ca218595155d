import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecaError, execa } from 'execa';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';
import { docker, inspect } from '../docker.ts';

/** What the node image is built on: Debian sid, since no stable Debian has Asterisk 22. */
export const BASE_IMAGE = 'denwaban/base:sid';

/**
 * Debian mirrors may be snapshots of some day, whose lists are past their date; packages are still verified by signature. For
 * mmdebstrap and for apt-get inside of the image.
 */
const STALE_LISTS = 'Acquire::Check-Valid-Until';
export const APT_OPTIONS = `-o ${STALE_LISTS}=false`;

/** Brings the base image where it is missing: from the image registry, else made from the Debian mirror. */
export async function ensureBase(tell: (what: string) => void): Promise<void> {
  if ((await inspect('image', BASE_IMAGE)) !== undefined) return;
  tell('bring the base image');
  try {
    await docker(['pull', '--quiet', 'debian:sid'], { timeoutMs: 180_000 });
    await docker(['tag', 'debian:sid', BASE_IMAGE]);
    return;
  } catch (error) {
    // Any failure of the registry is the same to us: there is another way. What is wrong with Docker itself is not.
    if (!(error instanceof Problem) || error.code !== 'docker-failed') throw error;
  }
  tell('make the base image from the Debian mirror (mmdebstrap)');
  await fromMirror();
}

async function fromMirror(): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new Problem(
      'not-root',
      {
        en: 'no image registry can be reached, and only root can make the base image',
        ja: 'イメージの配布元につながらず、土台のイメージを作れるのは root だけです',
      },
      { en: 'Run this as root.', ja: 'root で実行してください' },
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-base-'));
  try {
    const tar = join(folder, 'base.tar');
    await execa(
      'mmdebstrap',
      ['--quiet', '--variant=minbase', `--aptopt=${STALE_LISTS} "false"`, 'sid', tar],
      {
        timeout: 600_000,
        stdin: 'ignore',
      },
    );
    await docker(['import', tar, BASE_IMAGE], { timeoutMs: 300_000 });
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    if (error.code === 'ENOENT') {
      throw new Problem(
        'mmdebstrap-missing',
        { en: 'there is no mmdebstrap on this machine', ja: 'このマシンに mmdebstrap がありません' },
        { en: 'Run as root: npm run setup', ja: 'root で npm run setup を実行してください' },
        { cause: error },
      );
    }
    throw new Problem(
      'base-image-failed',
      same(`mmdebstrap: ${String(error.stderr).trim().split('\n').at(-1)}`),
      {
        en: 'Check the connection to the Debian mirror, then run it again.',
        ja: 'Debian の配布元への接続を確かめて、もう一度実行してください',
      },
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
