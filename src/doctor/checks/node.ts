import semver from 'semver';
import { same } from '../../domain/language.ts';
import type { Check } from '../finding.ts';

/** As package.json says: type stripping and `import.meta.dirname`. */
const NEEDED = '>=22.12';

/** Node.js, which this runs in. An older one gets no further than `bin/denwaban`, which takes the private copy. */
export const nodeCheck: Check = async () => {
  const name = same('Node.js');
  if (semver.satisfies(process.version, NEEDED))
    return { check: 'node', name, state: 'ok', found: same(process.version) };
  return {
    check: 'node',
    name,
    state: 'missing',
    found: {
      en: `${process.version}, and ${NEEDED} is needed`,
      ja: `${process.version}（${NEEDED} が必要）`,
    },
    why: { en: 'nothing runs without it', ja: 'これがないと何も動きません' },
    mend: 'npm run setup',
  };
};
