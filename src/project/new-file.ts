import { join } from 'node:path';
import type { Diagnostic } from '../load/diagnostic.ts';
import { parse } from '../load/parse.ts';
import { validate } from '../validate/validate.ts';
import { type Checked, judgedBy } from './project.ts';

/** What would be said about a tenant file that is not there yet, among those that are. Nothing is written. */
export function checkNewFile(
  checked: Checked,
  folder: string,
  { name, text }: { name: string; text: string },
): readonly Diagnostic[] {
  const file = join(folder, name);
  const parsed = parse({ file, name, bytes: Buffer.from(text) });
  if ('problems' in parsed) return parsed.problems;
  const tenants = [...checked.loaded.tenants, parsed.source];
  return validate({ ...checked.loaded, tenants }, judgedBy(checked)).filter((found) => found.file === file);
}
