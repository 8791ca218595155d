import { statfs } from 'node:fs/promises';
import { same, type Text } from '../../domain/language.ts';
import type { Check, Examined } from '../finding.ts';
import { said } from '../program.ts';

const GIB = 2 ** 30;
/** Both images with the Debian that they are made of, and what is in the way while they are made. */
const IMAGES_GIB = 5;
/** Parsed files, state and store of ten thousand tenants. */
const PROJECT_GIB = 1;

/** Room where the project lies and, for a sandbox, where Docker keeps its images. */
export const diskCheck: Check = async (examined) => {
  const name: Text = { en: 'disk', ja: 'ディスク' };
  const places = await Promise.all([
    room(examined.project, PROJECT_GIB),
    ...(examined.stack.sandbox === undefined ? [] : [room(await dockerFolder(examined), IMAGES_GIB)]),
  ]);
  const tight = places.find(({ free, needed }) => free < needed);
  if (tight === undefined)
    return {
      check: 'disk',
      name,
      state: 'ok',
      found: same(places.map(({ folder, free }) => `${folder}: ${free.toFixed(0)} GiB`).join(', ')),
    };
  return {
    check: 'disk',
    name,
    state: 'missing',
    found: {
      en: `${tight.folder} has ${tight.free.toFixed(1)} GiB free, ${tight.needed} GiB are needed`,
      ja: `${tight.folder} の空きは ${tight.free.toFixed(1)} GiB です（${tight.needed} GiB 必要）`,
    },
    why: {
      en: 'images, state and store would break off half written',
      ja: 'イメージや状態の書き込みが途中で止まります',
    },
    mend: 'docker system prune',
  };
};

async function room(folder: string, needed: number) {
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => (bavail * bsize) / GIB,
    // Docker's folder may be another machine's, or not for us to see.
    () => Number.POSITIVE_INFINITY,
  );
  return { folder, free, needed };
}

async function dockerFolder(examined: Examined): Promise<string> {
  return (await said(examined, 'docker', 'info', '--format', '{{.DockerRootDir}}')) || '/var/lib/docker';
}
