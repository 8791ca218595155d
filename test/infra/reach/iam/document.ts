/** A policy as AWS reads it. Whatever it holds that is not read here is an error: an answer that passes it over would be worth nothing. */
export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, string | string[]>;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const KNOWN = new Set(['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'Condition']);

export class UnknownInPolicy extends Error {}

export function parsePolicy(text: string): Statement[] {
  const { Version, Statement, ...more } = JSON.parse(text) as { Version: string; Statement: Statement[] };
  if (Version !== '2012-10-17') throw new UnknownInPolicy(`version ${Version}`);
  for (const key of [...Object.keys(more), ...Statement.flatMap((s) => Object.keys(s))]) {
    if (!KNOWN.has(key)) throw new UnknownInPolicy(`${key} in a policy`);
  }
  for (const { Effect } of Statement) {
    if (Effect !== 'Allow' && Effect !== 'Deny') throw new UnknownInPolicy(`effect ${Effect}`);
  }
  return Statement;
}

export function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** `*` any characters, `?` one. */
export function like(pattern: string, text: string, options: { anyCase?: boolean } = {}): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '[\\s\\S]*')
    .replaceAll('?', '[\\s\\S]');
  return new RegExp(`^${source}$`, options.anyCase ? 'i' : '').test(text);
}
