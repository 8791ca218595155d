import type { Diagnostic } from '../../src/load/diagnostic.ts';
import { parse } from '../../src/load/parse.ts';
import type { RawFile } from '../../src/load/raw-file.ts';
import type { SourceFile } from '../../src/load/source-file.ts';

export function raw(content: string | Uint8Array, name = 'aoi.yaml'): RawFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { file: `tenants/${name}`, name, bytes };
}

/** The source of text that parses. */
export function sourceOf(text: string, name?: string): SourceFile {
  const parsed = parse(raw(text, name));
  if ('problems' in parsed) throw new Error(parsed.problems.map((p) => p.message.en).join('; '));
  return parsed.source;
}

/** What is wrong with text, as `line:column code`. */
export function problemsOf(content: string | Uint8Array): string[] {
  const parsed = parse(raw(content));
  return 'problems' in parsed
    ? parsed.problems.map((p: Diagnostic) => `${p.line}:${p.column} ${p.code}`)
    : [];
}
