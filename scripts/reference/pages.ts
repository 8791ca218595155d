import type { Language } from '../../src/domain/language.ts';
import { numbersSchema } from '../../src/validate/schema/numbers.ts';
import { stackSchema } from '../../src/validate/schema/stack.ts';
import { tenantSchema } from '../../src/validate/schema/tenant.ts';
import { commandsPage } from './commands-page.ts';
import { rulesPage } from './rules-page.ts';
import { type FileKind, schemaPage } from './schema-page.ts';

const KINDS: Record<string, FileKind> = {
  'tenant-file': {
    schema: tenantSchema,
    published: 'schema/tenant.schema.json',
    title: { en: 'A tenant’s file', ja: '契約会社のファイル' },
    files: 'tenants/<id>.yaml',
    sample: 'tenants/yamada-shoji.yaml',
  },
  'numbers-file': {
    schema: numbersSchema,
    published: 'schema/numbers.schema.json',
    title: { en: 'The file of our numbers', ja: '番号のファイル' },
    files: 'tenants/_numbers.yaml',
    sample: 'tenants/_numbers.yaml',
  },
  'stack-file': {
    schema: stackSchema,
    published: 'schema/stack.schema.json',
    title: { en: 'A stack’s file', ja: '環境のファイル' },
    files: 'stacks/Pulumi.<stack>.yaml',
    sample: 'stacks/Pulumi.local.yaml',
    below: 'config',
  },
};

const LANGUAGES: readonly (readonly [Language, ending: string])[] = [
  ['en', '.md'],
  ['ja', '.ja.md'],
];

/** Every page that is made from the sources, by its name in docs/reference. */
export async function referencePages(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const [language, ending] of LANGUAGES) {
    for (const [name, kind] of Object.entries(KINDS))
      pages.set(`${name}${ending}`, await schemaPage(kind, language));
    pages.set(`rules${ending}`, await rulesPage(language));
    pages.set(`commands${ending}`, await commandsPage(language));
  }
  return pages;
}
