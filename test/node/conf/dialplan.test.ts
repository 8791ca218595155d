import { describe, expect, test } from 'vitest';
import { dialplanOf } from '../../../src/node/conf/dialplan.ts';
import { readConf } from '../../../src/node/conf/reader.ts';

describe('the reader', () => {
  test('takes comments away and keeps escaped semicolons', () => {
    expect(readConf('; a\n[x] \na=b ; c\nd => e\\;f;g\n')).toEqual([
      {
        name: 'x',
        lines: [
          { key: 'a', value: 'b' },
          { key: 'd', value: 'e;f' },
        ],
      },
    ]);
  });

  test('resolves templates, which are no sections of their own', () => {
    const text = '[t](!)\na=1\nb=2\n[u](!,t)\nc=3\n[x](u)\na=4\n[y](t)\n';
    const pairs = readConf(text).map(({ name, lines }) => [
      name,
      lines.map(({ key, value }) => key + value).join(),
    ]);
    expect(pairs).toEqual([
      ['x', 'a1,b2,c3,a4'],
      ['y', 'a1,b2'],
    ]);
  });
});

const of = (text: string, more: Record<string, string> = {}) =>
  dialplanOf(new Map(Object.entries({ 'extensions.conf': text, ...more })));
const lines = (text: string) =>
  [...of(text).entries.values()].map(({ context, item, does }) => `${context}|${item}|${does}`);

describe('the dialplan', () => {
  test('numbers priorities, keeps labels, and takes data from the first bracket to the last', () => {
    const text =
      '[c]\nexten => s,1,Set(A=b,c)\n same => n(x),GotoIf($["A" = ""]?a:b)\n same => n,Hangup\nexten => _0X.,hint,PJSIP/a\ninclude => d\n';
    expect(lines(text)).toEqual([
      'c|extension s priority 1|Set(A=b,c)',
      'c|extension s priority 2|(x) GotoIf($["A" = ""]?a:b)',
      'c|extension s priority 3|Hangup()',
      'c|extension _0X. priority hint|PJSIP/a',
      'c|include d|',
    ]);
  });

  test('follows includes with patterns, and leaves alone what nothing includes', () => {
    const found = of('#include library/*.conf\n#tryinclude numbers.conf\n', {
      'library/a.conf': '[a]\nexten => s,1,NoOp()\n',
      'library/sub/b.conf': '[b]\nexten => s,1,NoOp()\n',
      'other.conf': '[o]\nexten => s,1,NoOp()\n',
    });
    expect([...found.entries.values()].map(({ context }) => context)).toEqual(['a']);
  });

  test('knows globals', () => {
    expect([...of('[globals]\nA=b\n').globals]).toEqual([['A', 'b']]);
  });

  test('two things to do at one place are a conflict; the same twice is not', () => {
    const text = '[c]\nexten => s,1,A()\n[c]\nexten => s,1,A()\nexten => s,1,B()\n';
    expect(of(text).conflicts.map(({ item }) => item)).toEqual(['context c extension s priority 1']);
  });
});
