import { includesOf, readConf } from './reader.ts';

/** One line of the dialplan as Asterisk holds it, and as `ShowDialPlan` tells it. */
export interface DialplanEntry {
  context: string;
  /** `extension s priority 1`, `include x`, …: unique within the context. */
  item: string;
  /** `Application(data)`, with the label in front. */
  does: string;
}

/** Two different lines at one place: Asterisk would take the first and say no more than a warning. */
export interface DialplanConflict {
  item: string;
  files: [string, string];
}

/**
 * The dialplan that Asterisk makes of these files (paths relative to its configuration folder), beginning with extensions.conf.
 * An equal line twice is one line.
 */
export function dialplanOf(files: ReadonlyMap<string, string>): {
  entries: Map<string, DialplanEntry>;
  globals: Map<string, string>;
  conflicts: DialplanConflict[];
} {
  const entries = new Map<string, DialplanEntry & { file: string }>();
  const globals = new Map<string, string>();
  const conflicts: DialplanConflict[] = [];
  for (const file of reachable(files)) {
    for (const section of readConf(files.get(file) ?? '')) {
      if (section.name === 'general') continue;
      if (section.name === 'globals') {
        for (const { key, value } of section.lines) globals.set(key, value);
        continue;
      }
      for (const entry of contextEntries(section)) {
        const key = entryKey(entry);
        const before = entries.get(key);
        if (before && before.does !== entry.does) conflicts.push({ item: key, files: [before.file, file] });
        if (!before) entries.set(key, { ...entry, file });
      }
    }
  }
  return { entries, globals, conflicts };
}

export function entryKey(entry: { context: string; item: string }): string {
  return `context ${entry.context} ${entry.item}`;
}

/** extensions.conf and what it includes, each once. */
function reachable(files: ReadonlyMap<string, string>): Set<string> {
  const found = new Set(['extensions.conf']);
  for (const file of found) {
    for (const pattern of includesOf(files.get(file) ?? '')) {
      const matches = patternMatcher(pattern);
      for (const name of files.keys()) if (matches.test(name)) found.add(name);
    }
  }
  return found;
}

function patternMatcher(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escapeRegExp).join('[^/]*')}$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function* contextEntries({
  name: context,
  lines,
}: ReturnType<typeof readConf>[number]): Generator<DialplanEntry> {
  let extension = '';
  let priority = 0;
  for (const { key, value } of lines) {
    if (key !== 'exten' && key !== 'same') {
      yield { context, item: `${key} ${value}`, does: '' };
      continue;
    }
    const [first = '', ...rest] = value.split(',');
    const [place = '', ...does] = key === 'exten' ? rest : [first, ...rest];
    if (key === 'exten') extension = first.trim();
    const [, step = '', label = ''] = /^\s*([^()\s]+)(?:\(([^)]*)\))?/.exec(place) ?? [];
    if (step === 'hint') {
      yield { context, item: `extension ${extension} priority hint`, does: does.join(',').trim() };
      continue;
    }
    priority = step === 'n' ? priority + 1 : step === 's' ? priority : Number(step);
    yield {
      context,
      item: `extension ${extension} priority ${priority}`,
      does: labelled(label, application(does.join(','))),
    };
  }
}

/** `Application(data)` as Asterisk keeps it: data from the first bracket to the last. */
function application(text: string): string {
  const [, name = '', data = ''] = /^\s*([^(]*)(?:\((.*)\))?[^)]*$/s.exec(text) ?? [];
  return `${name.trim()}(${data})`;
}

/** Label and application in one text, so that a label that was changed is a difference too. */
export function labelled(label: string, does: string): string {
  return label === '' ? does : `(${label}) ${does}`;
}
