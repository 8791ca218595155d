import { expect, test } from 'vitest';
import { escapeMarkdown } from '../../src/domain/markdown.ts';

test.each([
  ['a | b', 'a \\| b'],
  ['[x](y) ![z](w) `c` *d* _e_ ~f~', '\\[x\\]\\(y\\) \\!\\[z\\]\\(w\\) \\`c\\` \\*d\\* \\_e\\_ \\~f\\~'],
  ['<b>&lt;', '&lt;b&gt;&amp;lt;'],
  ['@all', '@<!-- -->all'],
  ['see #1, GH-2', 'see #<!-- -->1, GH<!-- -->-2'],
  ['https://evil.example', 'https:<!-- -->//evil.example'],
  ['www.evil.example', 'www<!-- -->.evil.example'],
  ['山田商事', '山田商事'],
  ['12:30', '12:30'],
])('%s', (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});
