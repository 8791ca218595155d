import type { Language, Text } from '../../src/domain/language.ts';
import { formOf } from '../../src/validate/schema/form.ts';
import type { SchemaNode } from './keys.ts';
import { code, plain } from './markdown.ts';

/** What may stand at a key, in words. */
export function allowed(node: SchemaNode, language: Language): string {
  return said(node)[language];
}

function said(node: SchemaNode): Text {
  if (node.enum) {
    const choices = node.enum.map(code).join(', ');
    return { en: `one of ${choices}`, ja: `${choices} のいずれか` };
  }
  const form = formOf(node);
  if (form) return bounded({ en: plain(form.en), ja: plain(form.ja) }, characters(node));
  if (node.type === 'array') return list(node);
  if (node.type === 'boolean') return { en: '`true` or `false`', ja: '`true` か `false`' };
  if (node.type === 'integer') return integer(node);
  if (node.type === 'object') return { en: 'keys with values', ja: 'キーと値' };
  return { en: 'text', ja: '文字列' };
}

function integer({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: SchemaNode): Text {
  return maximum === Number.MAX_SAFE_INTEGER
    ? { en: `a whole number from ${minimum}`, ja: `${minimum} 以上の整数` }
    : { en: `a whole number from ${minimum} to ${maximum}`, ja: `${minimum} から ${maximum} までの整数` };
}

function characters({ maxLength }: SchemaNode): Text | undefined {
  return maxLength === undefined
    ? undefined
    : { en: `at most ${maxLength} characters`, ja: `${maxLength} 文字まで` };
}

function list({ items, minItems = 0, maxItems }: SchemaNode): Text {
  const how = maxItems === undefined ? entriesFrom(minItems) : entriesTo(minItems, maxItems);
  const each = items?.type === 'object' || items === undefined ? undefined : said(items);
  return {
    en: `a list${how.en}${each ? `: ${each.en}` : ''}`,
    ja: `一覧${how.ja}${each ? `：${each.ja}` : ''}`,
  };
}

function entriesFrom(min: number): Text {
  return min === 0 ? { en: '', ja: '' } : { en: `, at least ${min}`, ja: `（${min} 件以上）` };
}

function entriesTo(min: number, max: number): Text {
  return min === max
    ? { en: ` of ${max}`, ja: `（${max} 件）` }
    : { en: ` of ${min} to ${max}`, ja: `（${min} 〜 ${max} 件）` };
}

function bounded(what: Text, bound: Text | undefined): Text {
  return bound ? { en: `${what.en}, ${bound.en}`, ja: `${what.ja}（${bound.ja}）` } : what;
}
