// Writes docs/reference from the sources: schemas, rules with their fixtures, and commands, which have to be built (npm run build).
import { writeFile } from 'node:fs/promises';
import { referencePages } from './reference/pages.ts';

for (const [name, text] of await referencePages()) {
  await writeFile(new URL(`../docs/reference/${name}`, import.meta.url), text);
}
