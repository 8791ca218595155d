import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import { same, type Text } from '../domain/language.ts';
import { isPlainWord } from '../domain/plain-word.ts';
import { MAX_DEPTH, TOO_DEEP } from './depth.ts';
import type { Place } from './place.ts';

/** Something that a YAML file may say but a tenant file may not, at an offset of the text. */
export interface Refusal {
  offset: number;
  code: string;
  message: Text;
  action: Text;
}

export interface Composed {
  value: unknown;
  place: Place;
  refusals: Refusal[];
}

/** A parsed document as plain values with their places. Refuses what makes one text mean two things: aliases, tags, odd and repeated keys. */
export function compose(top: ParsedNode): Composed {
  const refusals: Refusal[] = [];
  const { value, place } = node(top, 0, refusals);
  return { value, place, refusals };
}

function shown(sign: string, word: string, otherwise: Text): Text {
  return isPlainWord(word) ? same(`${sign}${word}`) : otherwise;
}

const THIS = { en: 'this', ja: 'これ' };

interface Part {
  value: unknown;
  place: Place;
}

function node(n: ParsedNode, depth: number, refusals: Refusal[]): Part {
  const [start, end] = n.range;
  const refuse = (code: string, message: Text, action: Text): void => {
    refusals.push({ offset: start, code, message, action });
  };
  if (isAlias(n)) {
    const alias = shown('*', n.source, { en: 'an alias', ja: 'エイリアス' });
    refuse(
      'yaml-alias',
      {
        en: `${alias.en} repeats another part of the file, which hides what is said here`,
        ja: `${alias.ja} はファイルのほかの部分の繰り返しで、ここに何が書かれているか分かりません`,
      },
      { en: 'write the value out', ja: '値をそのまま書いてください' },
    );
    return { value: undefined, place: { start, end } };
  }
  if (n.anchor !== undefined) {
    const anchor = shown('&', n.anchor, THIS);
    refuse(
      'yaml-alias',
      {
        en: `${anchor.en} is an anchor, and repeating parts is not allowed`,
        ja: `${anchor.ja} はアンカーです。繰り返しは使えません`,
      },
      { en: 'take the anchor away', ja: 'アンカーを消してください' },
    );
  }
  if (n.tag !== undefined) {
    const name = n.tag.replace('tag:yaml.org,2002:', '');
    const tag = shown(name === n.tag ? '' : '!!', name, THIS);
    refuse(
      'yaml-tag',
      {
        en: `${tag.en} is a YAML tag, which changes what a value means`,
        ja: `${tag.ja} は YAML のタグで、値の意味が変わります`,
      },
      { en: 'take the tag away', ja: 'タグを消してください' },
    );
  }
  if (depth > MAX_DEPTH) {
    refuse('file-too-deep', TOO_DEEP.message, TOO_DEEP.action);
    return { value: undefined, place: { start, end } };
  }
  if (isMap(n)) return map(n.items, start, end, depth, refusals);
  if (isSeq(n)) return seq(n.items as ParsedNode[], start, end, depth, refusals);
  return { value: isScalar(n) ? n.value : undefined, place: { start, end } };
}

function map(
  items: readonly Pair<ParsedNode, ParsedNode | null>[],
  start: number,
  end: number,
  depth: number,
  refusals: Refusal[],
): Part {
  const entries: [string, unknown][] = [];
  const children = new Map<string, Place>();
  for (const { key, value: child } of items) {
    const offset = key.range[0];
    if (
      !isScalar(key) ||
      typeof key.value !== 'string' ||
      key.anchor !== undefined ||
      key.tag !== undefined
    ) {
      refusals.push({
        offset,
        code: 'yaml-key',
        message: { en: 'a key must be a plain word', ja: 'キーはただの文字でなければなりません' },
        action: {
          en: 'write it as text, in quotes if it is a number',
          ja: '文字で書いてください。数字なら引用符で囲みます',
        },
      });
      continue;
    }
    const known = children.get(key.value);
    if (known) {
      refusals.push({
        offset,
        code: 'yaml-duplicate-key',
        message: twice(key.value),
        action: { en: 'keep one of them', ja: '一つだけ残してください' },
      });
      continue;
    }
    const part = child
      ? node(child, depth + 1, refusals)
      : { value: null, place: { start: offset, end: key.range[1] } };
    entries.push([key.value, part.value]);
    children.set(key.value, { ...part.place, key: offset });
  }
  return { value: withoutPrototype(entries), place: { start, end, children } };
}

function twice(key: string): Text {
  const plain = isPlainWord(key);
  return {
    en: `${plain ? `the key ${key}` : 'a key'} is written twice, and only one of them can count`,
    ja: `${plain ? `キー ${key} ` : 'キー'}が二度書かれています。有効なのは一つだけです`,
  };
}

/** A mapping has none, see SourceFile. Taken away at the end: V8 makes and walks these several times as fast as what begins without one. */
function withoutPrototype(entries: readonly [string, unknown][]): unknown {
  return Object.setPrototypeOf(Object.fromEntries(entries), null);
}

function seq(
  items: readonly ParsedNode[],
  start: number,
  end: number,
  depth: number,
  refusals: Refusal[],
): Part {
  const parts = items.map((item) => node(item, depth + 1, refusals));
  return {
    value: parts.map((p) => p.value),
    place: { start, end, children: new Map(parts.map((p, i) => [i, p.place])) },
  };
}
