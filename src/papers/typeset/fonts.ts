import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * Folders with one font file each, all of them under the Open Font License. Noto Sans JP has every kanji of JIS X 0213 (髙 﨑 𠮷 𩸽); Noto Sans adds
 * Latin with accents beyond French and German, Greek and Cyrillic. Given as folders, since the typesetter takes these before the machine's own fonts of
 * the same name, which would make other bytes.
 */
export function fontFolders(): string[] {
  const weights = ['400Regular', '700Bold'];
  return ['noto-sans-jp', 'noto-sans'].flatMap((family) => {
    const folder = dirname(require.resolve(`@expo-google-fonts/${family}/package.json`));
    return weights.map((weight) => join(folder, weight));
  });
}
