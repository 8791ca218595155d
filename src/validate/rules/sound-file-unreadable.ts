import type { Rule } from '../rule.ts';
import { soundTroubles } from '../sound-troubles.ts';

/** A sound can be read. */
export const soundFileUnreadable: Rule = {
  code: 'sound-file-unreadable',
  severity: 'error',
  check: (context) =>
    soundTroubles(context, 'unreadable', {
      because: (path, why) => ({ en: `${path} ${why.en}`, ja: `${path} は${why.ja}` }),
      action: () => ({ en: 'put a file there that you may read', ja: '読めるファイルを置いてください' }),
    }),
};
