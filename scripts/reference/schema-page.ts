import { readFile } from 'node:fs/promises';
import type { Language, Text } from '../../src/domain/language.ts';
import { described, type Key, keysOf, type SchemaNode } from './keys.ts';
import { block, code, page, plain, table } from './markdown.ts';
import { allowed } from './values.ts';

/** A kind of file that people write. */
export interface FileKind {
  schema: SchemaNode;
  /** Where it is published, from the project's folder. */
  published: string;
  title: Text;
  /** Which files are of this kind. */
  files: string;
  /** One of them, which the page shows whole. */
  sample: string;
  /** The key below which all are that the page is about. */
  below?: string;
}

const HEAD: Record<Language, readonly string[]> = {
  en: ['Key', 'Value', 'Needed', 'What it is', 'Example'],
  ja: ['キー', '値', '要否', '意味', '例'],
};

const WORDS: Record<Language, Record<'required' | 'optional' | 'default' | 'keys' | 'sample', string>> = {
  en: { required: 'yes', optional: 'no', default: 'no; else', keys: 'Keys', sample: 'A whole file' },
  ja: { required: '必須', optional: '任意', default: '任意。既定値', keys: 'キー', sample: 'ファイルの例' },
};

/** A page about one kind of file: every key, and a sample. */
export async function schemaPage(kind: FileKind, language: Language): Promise<string> {
  const words = WORDS[language];
  const sample = await readFile(new URL(`../../${kind.sample}`, import.meta.url), 'utf8');
  return page(
    `# ${kind.title[language]}`,
    plain(described(kind.schema.description ?? '', language)),
    about(kind)[language],
    `## ${words.keys}`,
    table(
      HEAD[language],
      [...keysOf(kind.schema)].flatMap((key) => row(key, kind, language)),
    ),
    `## ${words.sample}`,
    `${code(kind.sample)}:`,
    block('yaml', sample),
  );
}

function about({ files, published, below }: FileKind): Text {
  const link = `[${published}](../../${published})`;
  return {
    en: `Files: ${code(files)}.${below ? ` The keys stand below ${code(`${below}:`)}.` : ''} Schema: ${link}.`,
    ja: `ファイル：${code(files)}。${below ? `キーは ${code(`${below}:`)} の下に書く。` : ''}スキーマ：${link}。`,
  };
}

function row({ path, node, required }: Key, { below }: FileKind, language: Language): string[][] {
  if (path === below) return [];
  const own = below && path.startsWith(`${below}.`) ? path.slice(below.length + 1) : path;
  const examples = node.examples ?? node.items?.examples ?? [];
  return [
    [
      code(own),
      allowed(node, language),
      needed(node, required, language),
      plain(described(node.description ?? '', language)),
      examples.map((example) => code(written(example))).join(', '),
    ],
  ];
}

function needed(node: SchemaNode, required: boolean, language: Language): string {
  const words = WORDS[language];
  if (required) return words.required;
  return node.default === undefined ? words.optional : `${words.default} ${code(written(node.default))}`;
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
