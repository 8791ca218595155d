import { type Safe, UnsafeTextError, writer } from './safe.ts';

/** Text of an HTML page, as content or within a quoted attribute. */
export type Html = Safe<'html'>;

const { trust, tag } = writer('html');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What could end a script element, or be invisible in the file: characters that turn the direction, ends of lines that are none. */
const NOT_PLAIN = /[<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Characters that turn the direction of what follows: a name could make the rest of a page read backwards. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

export const html = {
  /** Literal text and safe values. */
  markup: tag,
  /** Any text at all. */
  text: (text: string): Html =>
    trust(text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(DIRECTION, '')),
  /** A value for `<script type="application/json">`, whatever its texts are. The page that reads it shows texts, never markup. */
  json: (value: unknown): Html =>
    trust(JSON.stringify(value).replace(NOT_PLAIN, (found) => found.split('').map(escaped).join(''))),
  /** A script or a style sheet of our own for its element. One that would end the element is a programming error: it throws. */
  inline: (code: string): Html => {
    if (/<\/(script|style)|<!--/i.test(code))
      throw new UnsafeTextError('code that would end its own element');
    return trust(code);
  },
};

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
