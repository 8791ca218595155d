import type { Rule } from '../rule.ts';
import { soundTroubles } from '../sound-troubles.ts';

/** A sound that is named is there: its callers would hear the one for all, and nobody would know. */
export const soundFileMissing: Rule = {
  code: 'sound-file-missing',
  severity: 'error',
  check: (context) =>
    soundTroubles(context, 'missing', {
      because: (path) => ({ en: `${path} does not exist`, ja: `${path} がありません` }),
      action: (path) => ({
        en: `put it there (${path} beside the tenant files), or take the key away`,
        ja: `契約会社のファイルの隣の ${path} に置くか、キーを消してください`,
      }),
    }),
};
