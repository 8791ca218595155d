import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from '../../src/load/parse.ts';
import type { SourceFile } from '../../src/load/source-file.ts';

/** The sandbox's stack file, with parts exchanged. */
export function stackSource(
  ...changes: readonly (readonly [from: string | RegExp, to: string])[]
): SourceFile {
  let text = readFileSync(fileURLToPath(new URL('../../stacks/Pulumi.local.yaml', import.meta.url)), 'utf8');
  for (const [from, to] of changes) {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`the stack file has no ${from}`);
    text = changed;
  }
  return source('stacks/Pulumi.local.yaml', text);
}

export function source(file: string, text: string): SourceFile {
  const parsed = parse({
    file,
    name: file.slice(file.lastIndexOf('/') + 1),
    bytes: new TextEncoder().encode(text),
  });
  if ('problems' in parsed) throw new Error(parsed.problems.map((p) => p.message.en).join('; '));
  return parsed.source;
}
