import type { Language } from '../../src/domain/language.ts';

/** As much of a JSON Schema as ours use. */
export interface SchemaNode {
  title?: string;
  description?: string;
  type?: string | readonly string[];
  enum?: readonly string[];
  properties?: Readonly<Record<string, SchemaNode>>;
  additionalProperties?: boolean | SchemaNode;
  required?: readonly string[];
  items?: SchemaNode;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  patternErrorMessage?: string;
  default?: unknown;
  examples?: readonly unknown[];
}

/** A key that a file may have, by its path: `numbers[].usage`. */
export interface Key {
  path: string;
  node: SchemaNode;
  /** Whether it has to be there where the one around it is. */
  required: boolean;
}

/** Every key of a schema, in the order in which a file has them. */
export function* keysOf(schema: SchemaNode, path = ''): Generator<Key> {
  for (const [name, node] of Object.entries(schema.properties ?? {})) {
    const own = path === '' ? name : `${path}.${name}`;
    yield { path: own, node, required: schema.required?.includes(name) ?? false };
    yield* keysOf(node, own);
  }
  if (typeof schema.additionalProperties === 'object') {
    yield { path: `${path}.<name>`, node: schema.additionalProperties, required: true };
  }
  if (schema.items) yield* keysOf(schema.items, `${path}[]`);
}

/** Descriptions are Japanese first, then English: one of the two. */
export function described(text: string, language: Language): string {
  const end = text.indexOf(' / ');
  if (end < 0) return text;
  return language === 'ja' ? text.slice(0, end) : text.slice(end + 3);
}
