import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import { same } from '../../domain/language.ts';
import { PACKAGE_ROOT } from '../../sandbox/package-root.ts';
import type { Check } from '../finding.ts';

/** Node.js, which this runs in. An older one gets no further than `bin/denwaban`, which takes the private copy. */
export const nodeCheck: Check = async () => {
  const name = same('Node.js');
  const { engines } = JSON.parse(await readFile(join(PACKAGE_ROOT, 'package.json'), 'utf8'));
  const needed: string = engines.node;
  if (semver.satisfies(process.version, needed))
    return { check: 'node', name, state: 'ok', found: same(process.version) };
  return {
    check: 'node',
    name,
    state: 'missing',
    found: {
      en: `${process.version}, and ${needed} is needed`,
      ja: `${process.version}（${needed} が必要）`,
    },
    why: { en: 'nothing runs without it', ja: 'これがないと何も動きません' },
    mend: 'npm run setup',
  };
};
