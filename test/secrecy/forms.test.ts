import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { Search } from './forms.ts';

const name = '鷺沼 譲二郎';
const key = Buffer.from('00ff10aa20bb30cc40dd', 'hex');
const search = new Search({ name, key, word: 'himitsu-no-kotoba' });

it.each([
  ['plain', `名前: ${name}\n`],
  ['base64 at any place', Buffer.from(`x${name}`).toString('base64')],
  ['base64 at another place', Buffer.from(`xy${name}yz`).toString('base64')],
  ['base64 for addresses', Buffer.from(`xyz${name}`).toString('base64url')],
  ['a URL', `?q=${encodeURIComponent(name)}`],
  ['a form', new URLSearchParams({ q: name }).toString()],
  ['JSON in ASCII', '"\\u9dfa\\u6cbc \\u8b72\\u4e8c\\u90ce"'],
  ['JSON in JSON', JSON.stringify('"\\u9DFA\\u6CBC \\u8B72\\u4E8C\\u90CE"')],
  ['UTF-16', Buffer.from(`a${name}`, 'utf16le')],
  ['UTF-16, the other way', Buffer.from(`a${name}`, 'utf16le').swap16()],
  ['hexadecimal', Buffer.from(name).toString('hex')],
  ['gzip in gzip', gzipSync(gzipSync(`a ${name}`))],
])('a value is found in %s', (_, hidden) => {
  expect(search.in(Buffer.from(hidden))).toEqual(['name']);
});

it('bytes are found too, and nothing where there is nothing', () => {
  expect(search.in(Buffer.concat([Buffer.from('..'), key]))).toEqual(['key']);
  expect(search.in(Buffer.from(`"${key.toString('base64')}"`))).toEqual(['key']);
  expect(search.in(Buffer.from('鷺沼 himitsu-no'))).toEqual([]);
  expect(search.in(Buffer.from([0x1f, 0x8b, 0x08, 0, 1, 2]))).toEqual([]);
});
