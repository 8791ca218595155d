import { type Safe, writer } from './safe.ts';

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

/** Characters that turn the direction of what follows: a name could make the rest of a page read backwards. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

export const html = {
  /** Literal text and safe values. */
  markup: tag,
  /** Any text at all. */
  text: (text: string): Html =>
    trust(text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(DIRECTION, '')),
};
