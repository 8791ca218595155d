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

/**
 * A piece of a page as a value: tags and attributes of our own source, and any texts. Pages are made of it here as HTML, and in a browser as
 * elements (pages/book/dom.ts).
 */
export type Markup = string | false | undefined | MarkupElement | readonly Markup[];

export interface MarkupElement {
  tag: string;
  attributes: Readonly<Partial<Record<string, string>>>;
  children: readonly Markup[];
}

/** Tags and attributes' names: a text in their place would be markup. */
const WORD = /^[a-z][a-z0-9-]*$/;

export const html = {
  /** Literal text and safe values. */
  markup: tag,
  /** Any text at all. */
  text: (text: string): Html => trust(escapedText(text)),
  /** A piece of a page. Written in one go: ten thousand cards are made at once. */
  tree: (markup: Markup): Html => trust(written(markup)),
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

const SPECIAL = /[&<>"'\u202a-\u202e\u2066-\u2069]/;

function escapedText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(DIRECTION, '');
}

/** By adding to one string: ten thousand cards are some million elements. */
function written(markup: Markup): string {
  if (markup === undefined || markup === false) return '';
  if (typeof markup === 'string') return escapedText(markup);
  if (isList(markup)) return all(markup);
  const { tag: name, attributes, children } = markup;
  let start = word(name);
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== undefined) start += ` ${word(key)}="${escapedText(value)}"`;
  }
  return `<${start}>${all(children)}</${name}>`;
}

function all(children: readonly Markup[]): string {
  let text = '';
  for (const child of children) text += written(child);
  return text;
}

const WORDS = new Set<string>();

function word(name: string): string {
  if (WORDS.has(name)) return name;
  if (!WORD.test(name)) throw new UnsafeTextError('no tag or attribute of HTML');
  WORDS.add(name);
  return name;
}

function isList(markup: Markup): markup is readonly Markup[] {
  return Array.isArray(markup);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
