import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import { isPlainWord } from '../domain/plain-word.ts';
import { MAX_DEPTH } from './depth.ts';
import type { Place } from './place.ts';

/** Something that a YAML file may say but a tenant file may not, at an offset of the text. */
export interface Refusal {
  offset: number;
  code: string;
  message: string;
  action: string;
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

function shown(sign: string, word: string, otherwise: string): string {
  return isPlainWord(word) ? `${sign}${word}` : otherwise;
}

interface Part {
  value: unknown;
  place: Place;
}

function node(n: ParsedNode, depth: number, refusals: Refusal[]): Part {
  const [start, end] = n.range;
  const refuse = (code: string, message: string, action: string): void => {
    refusals.push({ offset: start, code, message, action });
  };
  if (isAlias(n)) {
    refuse(
      'yaml-alias',
      `${shown('*', n.source, 'an alias')} repeats another part of the file, which hides what is said here`,
      'write the value out',
    );
    return { value: undefined, place: { start, end } };
  }
  if (n.anchor !== undefined) {
    refuse(
      'yaml-alias',
      `${shown('&', n.anchor, 'this')} is an anchor, and repeating parts is not allowed`,
      'take the anchor away',
    );
  }
  if (n.tag !== undefined) {
    const tag = n.tag.replace('tag:yaml.org,2002:', '');
    refuse(
      'yaml-tag',
      `${shown(tag === n.tag ? '' : '!!', tag, 'this')} is a YAML tag, which changes what a value means`,
      'take the tag away',
    );
  }
  if (depth > MAX_DEPTH) {
    refuse(
      'file-too-deep',
      `the file nests more than ${MAX_DEPTH} levels deep`,
      'see schema/tenant.schema.json for its form',
    );
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
        message: 'a key must be a plain word',
        action: 'write it as text, in quotes if it is a number',
      });
      continue;
    }
    const known = children.get(key.value);
    if (known) {
      refusals.push({
        offset,
        code: 'yaml-duplicate-key',
        message: `${isPlainWord(key.value) ? `the key ${key.value}` : 'a key'} is written twice, and only one of them can count`,
        action: 'keep one of them',
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
