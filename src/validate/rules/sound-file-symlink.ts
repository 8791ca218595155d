import type { Rule } from '../rule.ts';
import { soundTroubles } from '../sound-troubles.ts';

/** A sound is an ordinary file in its own folder: a link could lead to any file of whoever applies, and it would be played to callers. */
export const soundFileSymlink: Rule = {
  code: 'sound-file-symlink',
  severity: 'error',
  check: (context) =>
    soundTroubles(context, 'symlink', {
      because: (path, why) => ({ en: `${path} ${why.en}`, ja: `${path} は${why.ja}` }),
      action: () => ({
        en: 'put the file itself there, into a folder that is none either',
        ja: 'リンクではないフォルダーに、ファイルそのものを置いてください',
      }),
    }),
};
