import type { Text } from '../../domain/language.ts';
import type { Path } from '../../load/place.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { somewhere } from '../read.ts';
import { at, type Rule, type Violation } from '../rule.ts';

/**
 * Characters that nobody sees and that mean something to a terminal, a mail, a SIP header or the reading direction of a line: every
 * control (C0, C1, DEL, newline and tab included), every format character (bidirectional overrides, zero-width characters, soft
 * hyphen, tags), line and paragraph separators, half a surrogate pair, and U+FFFD, which stands where text was lost. Also what is a letter
 * by its class but drawn as nothing (Hangul fillers, the empty Braille pattern), and characters of private use (外字), which the operator's
 * phone draws as something else than the machine on which they were typed. Variation selectors are none of these: Japanese names need them.
 */
const FORBIDDEN =
  /(?!\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800\uFFFD]/u;
/** The same in a file's own text, where lines end. */
const FORBIDDEN_IN_TEXT = new RegExp(`\\r(?!\\n)|(?![\\r\\n])${FORBIDDEN.source}`, 'gu');

/** Surely nothing of that: ASCII, kana, the common kanji, full-width forms. Asked first, since it is answered many times as fast. */
const PLAIN = /^[\n\x20-\x7e\u3000-\u303f\u3041-\u30ff\u4e00-\u9fff\uff01-\uff9f]*$/;
const isPlain = (text: string): boolean => PLAIN.test(text);

export const controlCharacter: Rule = {
  code: 'control-character',
  severity: 'error',
  *check({ tenants, numbers }) {
    for (const { source } of tenants) yield* checkFile(source);
    if (numbers) yield* checkFile(numbers.source);
  },
};

function* checkFile(source: SourceFile): Iterable<Violation> {
  const found = isPlain(source.text) ? [] : source.text.matchAll(FORBIDDEN_IN_TEXT);
  for (const match of found) {
    const what = name(match[0]);
    const message = { en: `${what.en} is in the file`, ja: `ファイルに${what.ja}が含まれています` };
    yield { file: source.file, at: source.positionOf(match.index), message, action: AWAY };
  }
  if (
    somewhere(
      source.value,
      (value) =>
        typeof value === 'string' && (value.includes('\n') || !isPlain(value)) && FORBIDDEN.test(value),
    )
  )
    yield* checkValue(source, source.value, []);
}

/** Values that hold what the text does not show: an escape such as "\n", or lines joined by | or >. */
function* checkValue(source: SourceFile, value: unknown, path: Path): Iterable<Violation> {
  if (typeof value === 'string') {
    const found = FORBIDDEN.exec(value)?.[0];
    if (found === undefined || source.written(path).search(FORBIDDEN_IN_TEXT) >= 0) return;
    const what = found === '\n' ? { en: 'a line break', ja: '改行' } : name(found);
    const why = {
      en: `${what.en} is in this value, and every value is one line of visible text`,
      ja: `この値に${what.ja}が含まれています。値はすべて、目に見える文字だけの一行です`,
    };
    yield at(source, path, why, AWAY);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of entries) yield* checkValue(source, item, [...path, key]);
}

const AWAY = { en: 'take it away', ja: '取り除いてください' };

function name(character: string): Text {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /[\p{Co}\p{Noncharacter_Code_Point}]/u.test(character)
    ? {
        en: `the private character ${code} (外字), which others see differently or not at all,`,
        ja: `外字 ${code}（ほかの人には違って見えるか、見えません）`,
      }
    : { en: `the invisible character ${code}`, ja: `目に見えない文字 ${code} ` };
}
