import type { Text } from '../domain/language.ts';
import { SOUNDS_FOLDER, type SoundTrouble, soundKey } from '../load/sounds/sound.ts';
import { at, type RuleContext, type Violation } from './rule.ts';

/** How anything becomes what a node plays: one channel, 8,000 samples a second, 16 bits, plain PCM. */
export const CONVERT = 'ffmpeg -i IN -ac 1 -ar 8000 -c:a pcm_s16le OUT.wav';

/** One violation for each sound that a tenant names and that has this trouble. @param action told the file's path below the tenant folder */
export function* soundTroubles(
  { tenants, sounds }: Pick<RuleContext, 'tenants' | 'sounds'>,
  trouble: SoundTrouble['trouble'],
  words: { because: (path: string, why: Text) => Text; action: (path: string) => Text },
): Iterable<Violation> {
  for (const { source, fileId, announcements } of tenants) {
    for (const { path, name } of announcements) {
      const found = sounds.files.get(soundKey(fileId, name));
      if (!found || !('trouble' in found) || found.trouble !== trouble) continue;
      const file = `${SOUNDS_FOLDER}/${fileId}/${name}`;
      yield at(source, path, words.because(file, found.why), words.action(file));
    }
  }
}
