import { describe, expect, it } from 'vitest';
import {
  diagnosticsGithub,
  diagnosticsJson,
  diagnosticsMarkdown,
  diagnosticsText,
} from '../../../src/commands/format/diagnostics.ts';
import { same, spoken } from '../../../src/domain/language.ts';
import type { Diagnostic } from '../../../src/load/diagnostic.ts';

const ERROR: Diagnostic = {
  code: 'number-not-owned',
  severity: 'error',
  file: 'tenants/aoi,x.yaml',
  line: 12,
  column: 5,
  message: same('100% <b>|@team #1\u001b[2J'),
  action: same('write [another](x)'),
};
const WARNING: Diagnostic = { ...ERROR, severity: 'warning', message: same('beware'), action: same('look') };

describe('diagnostics', () => {
  it('as text are a line each', () => {
    expect(diagnosticsText([ERROR, WARNING], 'en')).toBe(
      'tenants/aoi,x.yaml:12:5 error number-not-owned: 100% <b>|@team #1\\u{1b}[2J, write [another](x)\n' +
        'tenants/aoi,x.yaml:12:5 warning number-not-owned: beware, look',
    );
  });

  it('as JSON are not ok with an error, and ok with warnings', () => {
    expect(JSON.parse(diagnosticsJson([ERROR], 'en'))).toEqual({
      ok: false,
      diagnostics: [spoken(ERROR, 'en')],
    });
    expect(JSON.parse(diagnosticsJson([WARNING], 'en'))).toEqual({
      ok: true,
      diagnostics: [spoken(WARNING, 'en')],
    });
    expect(JSON.parse(diagnosticsJson([], 'en'))).toEqual({ ok: true, diagnostics: [] });
  });

  it('as Markdown are a table in which nothing is marked up', () => {
    expect(diagnosticsMarkdown([ERROR], 'en').split('\n')[2]).toBe(
      '| tenants/aoi,x.yaml:12:5 | error | number-not-owned | 100% &lt;b&gt;\\|@<!-- -->team #<!-- -->1\\\\u\\{1b\\}\\[2J | write \\[another\\]\\(x\\) |',
    );
    expect(diagnosticsMarkdown([], 'en')).toBe('No problems.');
  });

  it('as workflow commands cannot end their line or their property', () => {
    expect(diagnosticsGithub([{ ...ERROR, message: same('a\n::error::b 5%') }], 'en')).toBe(
      '::error file=tenants/aoi%2Cx.yaml,line=12,col=5,title=number-not-owned::a\\u{a}::error::b 5%25, write [another](x)',
    );
  });
});
