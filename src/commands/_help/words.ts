import type { Language } from '../../domain/language.ts';
import { JAPANESE } from './japanese.ts';

/** Words that help says, in a language. What nobody has put into Japanese stays English: a test finds it. */
export function inLanguage(english: string, language: Language): string {
  // Questions of `tenant new` have both: Japanese first.
  const both = /^(.*[^\x20-\x7e].*) \/ (.+)$/.exec(english);
  if (both) return (language === 'ja' ? both[1] : both[2]) ?? english;
  return language === 'ja' ? (japanese(english) ?? english) : english;
}

/** undefined: some of it has no Japanese. */
export function japanese(english: string): string | undefined {
  const whole = JAPANESE[english];
  if (whole !== undefined) return whole;
  if (!english.includes('\n')) return undefined;
  const lines = english.split('\n').map(ofLine);
  return lines.includes(undefined) ? undefined : lines.join('\n');
}

/** A line of its own, or `  name: what it is`. */
function ofLine(line: string): string | undefined {
  const [, name = '', what = line] = /^( {2}[a-z-]+: )(.+)$/.exec(line) ?? [];
  const words = what === '' ? '' : JAPANESE[what];
  return words === undefined ? undefined : `${name}${words}`;
}
