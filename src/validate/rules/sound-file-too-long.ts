import { MAX_SOUND_BYTES, MAX_SOUND_SECONDS } from '../../domain/announcement.ts';
import type { Rule } from '../rule.ts';
import { CONVERT, soundTroubles } from '../sound-troubles.ts';

/** A sound is short: it is played before anybody answers, when a carrier ends a call that takes long. */
export const soundFileTooLong: Rule = {
  code: 'sound-file-too-long',
  severity: 'error',
  check: (context) =>
    soundTroubles(context, 'too-long', {
      because: (path, why) => ({
        en: `${path} is too long: ${why.en}, and a sound may last ${MAX_SOUND_SECONDS} s and have ${MAX_SOUND_BYTES} bytes`,
        ja: `${path} は長すぎます（${why.ja}）。音声は ${MAX_SOUND_SECONDS} 秒、${MAX_SOUND_BYTES} バイトまでです`,
      }),
      action: () => {
        const command = CONVERT.replace('OUT', `-t ${MAX_SOUND_SECONDS} OUT`);
        return { en: `shorten it: ${command}`, ja: `短くしてください: ${command}` };
      },
    }),
};
