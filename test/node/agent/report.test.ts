import { expect, test } from 'vitest';
import { same } from '../../../src/domain/language.ts';
import { Problem } from '../../../src/domain/problem.ts';
import { problemText } from '../../../src/node/agent/report.ts';

const clean = (text: string) => text.replaceAll('geheim', '(secret)');

test.each([
  [new Error('line 3: taro@yamada.example geheim'), 'line 3: t…@yamada.example (secret)'],
  [
    new Problem('two-owners', same('geheim'), same('Ask taro@yamada.example.')),
    'two-owners: (secret); Ask t…@yamada.example.',
  ],
  ['geheim', '(secret)'],
])('a problem leaves the node without secrets and addresses: %s', (error, text) => {
  expect(problemText(error, clean)).toBe(text);
});
