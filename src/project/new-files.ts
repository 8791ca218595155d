import { join } from 'node:path';
import type { Diagnostic } from '../load/diagnostic.ts';
import { parse } from '../load/parse.ts';
import { NUMBERS_FILE } from '../load/size-limit.ts';
import type { SourceFile } from '../load/source-file.ts';
import { validate } from '../validate/validate.ts';
import { type Checked, judgedBy } from './project.ts';

/** A file that is not written yet. */
export interface NewFile {
  /** In the tenant folder. */
  name: string;
  text: string;
}

/** What the rules would say of new files, and these as they would be read. */
export interface NewFilesCheck {
  said: readonly Diagnostic[];
  sources: ReadonlyMap<string, SourceFile>;
}

/**
 * What would be said about new tenant files, or another `_numbers.yaml`, among those that are there, beyond what is said already. Nothing is
 * written.
 */
export function checkNewFiles(checked: Checked, folder: string, files: readonly NewFile[]): NewFilesCheck {
  const problems: Diagnostic[] = [];
  const sources = new Map<string, SourceFile>();
  for (const { name, text } of files) {
    const parsed = parse({ file: join(folder, name), name, bytes: Buffer.from(text) });
    if ('problems' in parsed) problems.push(...parsed.problems);
    else sources.set(name, parsed.source);
  }
  if (problems.length > 0) return { said: problems, sources };
  const { loaded, diagnostics } = checked;
  const numbers = sources.get(NUMBERS_FILE) ?? loaded.numbers;
  const tenants = [...loaded.tenants, ...[...sources.values()].filter(({ name }) => name !== NUMBERS_FILE)];
  const before = new Set(diagnostics.map((said) => JSON.stringify(said)));
  const after = validate({ ...loaded, tenants, ...(numbers ? { numbers } : {}) }, judgedBy(checked));
  return { said: after.filter((said) => !before.has(JSON.stringify(said))), sources };
}
