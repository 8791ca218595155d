import { SOUNDS_FOLDER } from '../../load/sounds/sound.ts';
import type { Rule } from '../rule.ts';

/** A sound that nobody names is played to nobody: a slip in a name or a folder, or left over. */
export const soundFileUnnamed: Rule = {
  code: 'sound-file-unnamed',
  severity: 'warning',
  *check({ sounds }) {
    for (const file of sounds.unnamed)
      yield {
        file,
        at: { line: 1, column: 1 },
        message: {
          en: 'no tenant names this file, and no caller hears it',
          ja: 'このファイルを使う契約会社がなく、誰にも聞こえません',
        },
        action: {
          en: `name it under announcements: in the file of the tenant whose folder in ${SOUNDS_FOLDER} it lies in, or delete it`,
          ja: `${SOUNDS_FOLDER} のそのフォルダーの契約会社のファイルで announcements: に書くか、消してください`,
        },
      };
  },
};
