const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Where a reader such as GitHub makes links and mentions after it has read the Markdown, when entities and backslashes are gone: only
 * something between the characters keeps it from doing so.
 */
const LINKED = /[@#]|:(?=\/\/)|www(?=\.)|GH(?=-\d)/gi;

/** One line of text as itself in Markdown: no links, no pictures, nobody mentioned, no issue referred to. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()|~!]/g, '\\$&')
    .replace(/[&<>]/g, (c) => ENTITIES[c] ?? c)
    .replace(LINKED, '$&<!-- -->');
}
