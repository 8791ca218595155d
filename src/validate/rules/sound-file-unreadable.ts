import type { Rule } from '../rule.ts';
import { soundTroubles } from '../sound-troubles.ts';

/** A sound can be read. */
export const soundFileUnreadable: Rule = {
  code: 'sound-file-unreadable',
  severity: 'error',
  check: (context) =>
    soundTroubles(context, 'unreadable', {
      because: (path, why) => `${path} ${why}`,
      action: () => 'put a file there that you may read',
    }),
};
