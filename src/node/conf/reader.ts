/** A line of a section: `key = value`, or `key => value`. */
export interface ConfLine {
  key: string;
  value: string;
}

export interface ConfSection {
  name: string;
  lines: readonly ConfLine[];
}

/**
 * Reads a file in Asterisk's configuration format as Asterisk itself does: comments, escaped semicolons, templates, and what sections
 * inherit from them. Includes are left to the caller. It reads what we have rendered; what it does not know, it does not hide: such a
 * line becomes a key without value, which nothing live will match.
 */
export function readConf(text: string): ConfSection[] {
  const templates = new Map<string, ConfLine[]>();
  const sections: { name: string; lines: ConfLine[] }[] = [];
  let current: ConfLine[] | undefined;
  for (const line of contentLines(text)) {
    const header = /^\[([^\]]+)\](?:\(([^)]*)\))?$/.exec(line);
    if (header) {
      const [, name = '', options = ''] = header;
      const words = options.split(',').map((word) => word.trim());
      current = words.flatMap((word) => templates.get(word) ?? []);
      if (words.includes('!')) templates.set(name, current);
      else sections.push({ name, lines: current });
      continue;
    }
    const pair = /^([^=]+?)\s*=>?\s*(.*)$/.exec(line);
    current?.push({ key: pair?.[1] ?? line, value: pair?.[2] ?? '' });
  }
  return sections;
}

/** The patterns that a file includes, relative to Asterisk's configuration folder. */
export function includesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => /^#(?:try)?include\s+"?([^"\s]+)"?/.exec(line)?.[1] ?? []);
}

/** Lines without comments and without directives. A semicolon begins a comment unless a backslash stands before it. */
function* contentLines(text: string): Generator<string> {
  let inBlock = false;
  for (const raw of text.split('\n')) {
    if (raw.includes(';--') || inBlock) {
      // Our templates have no block comments; a file that has is read up to the block alone.
      inBlock = !raw.includes('--;');
      continue;
    }
    const line = raw
      .replace(/(?<!\\);.*$/, '')
      .replaceAll('\\;', ';')
      .trim();
    if (line !== '' && !line.startsWith('#')) yield line;
  }
}
