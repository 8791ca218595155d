/** A piece of a page as a value, a `Markup` of writers/html.ts of which tags and attributes are known. */
export type Child = Element | string | false | undefined | readonly Child[];

export interface Element {
  tag: Tag;
  attributes: Attributes;
  children: readonly Child[];
}

type Tag =
  | 'a'
  | 'article'
  | 'b'
  | 'bdi'
  | 'div'
  | 'h1'
  | 'h2'
  | 'header'
  | 'li'
  | 'mark'
  | 'p'
  | 'rp'
  | 'rt'
  | 'ruby'
  | 'section'
  | 'span'
  | 'strong'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'tr'
  | 'ul';

export type Attributes = {
  class?: string;
  id?: string;
  role?: 'option';
  scope?: 'col' | 'row';
  tabindex?: '-1';
  'aria-current'?: 'date' | 'true';
  'aria-label'?: string;
  'aria-selected'?: 'true' | 'false';
  /** Whom a mail is written to; nothing else is linked. */
  href?: MailLink;
};

/** Made by {@link mailLink} alone: no text of a tenant becomes an address of another kind. */
export type MailLink = `mailto:${string}`;

export function element(tag: Tag, attributes: Attributes, ...children: readonly Child[]): Element {
  return { tag, attributes, children };
}

/** A link that begins a mail. @param address a report address; @param subject any text */
export function mailLink(address: string, subject: string, body = ''): MailLink {
  const fields = [
    ['subject', subject],
    ['body', body],
  ].filter(([, value]) => value !== '');
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&');
  return `mailto:${encodeURIComponent(address).replace('%40', '@')}?${query}`;
}

export function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}
