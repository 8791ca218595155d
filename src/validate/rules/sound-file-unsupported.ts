import type { Rule } from '../rule.ts';
import { CONVERT, soundTroubles } from '../sound-troubles.ts';

/** A sound is what every node plays as it is: WAV with one channel of 8,000 samples a second, 16 bits each, plain PCM. Asterisk passes over any other with a line in its log. */
export const soundFileUnsupported: Rule = {
  code: 'sound-file-unsupported',
  severity: 'error',
  check: (context) =>
    soundTroubles(context, 'unsupported', {
      because: (path, why) => ({
        en: `${path} cannot be played: ${why.en}; nodes play WAV, PCM of 16 bits, one channel, 8,000 samples a second`,
        ja: `${path} は再生できません（${why.ja}）。ノードが再生するのは WAV（PCM 16 ビット、モノラル、毎秒 8,000 サンプル）です`,
      }),
      action: () => ({ en: `convert it: ${CONVERT}`, ja: `変換してください: ${CONVERT}` }),
    }),
};
