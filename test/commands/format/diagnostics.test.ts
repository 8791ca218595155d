import { describe, expect, it } from 'vitest';
import {
  diagnosticsGithub,
  diagnosticsJson,
  diagnosticsMarkdown,
  diagnosticsText,
} from '../../../src/commands/format/diagnostics.ts';
import type { Diagnostic } from '../../../src/load/diagnostic.ts';

const ERROR: Diagnostic = {
  code: 'number-not-owned',
  severity: 'error',
  file: 'tenants/aoi,x.yaml',
  line: 12,
  column: 5,
  message: '100% <b>|@team #1\u001b[2J',
  action: 'write [another](x)',
};
const WARNING: Diagnostic = { ...ERROR, severity: 'warning', message: 'beware', action: 'look' };

describe('diagnostics', () => {
  it('as text are a line each', () => {
    expect(diagnosticsText([ERROR, WARNING])).toBe(
      'tenants/aoi,x.yaml:12:5 error number-not-owned: 100% <b>|@team #1\\u{1b}[2J, write [another](x)\n' +
        'tenants/aoi,x.yaml:12:5 warning number-not-owned: beware, look',
    );
  });

  it('as JSON are not ok with an error, and ok with warnings', () => {
    expect(JSON.parse(diagnosticsJson([ERROR]))).toEqual({ ok: false, diagnostics: [ERROR] });
    expect(JSON.parse(diagnosticsJson([WARNING]))).toEqual({ ok: true, diagnostics: [WARNING] });
    expect(JSON.parse(diagnosticsJson([]))).toEqual({ ok: true, diagnostics: [] });
  });

  it('as Markdown are a table in which nothing is marked up', () => {
    expect(diagnosticsMarkdown([ERROR]).split('\n')[2]).toBe(
      '| tenants/aoi,x.yaml:12:5 | error | number-not-owned | 100% &lt;b&gt;\\|@<!-- -->team #<!-- -->1\\\\u\\{1b\\}\\[2J | write \\[another\\]\\(x\\) |',
    );
    expect(diagnosticsMarkdown([])).toBe('No problems.');
  });

  it('as workflow commands cannot end their line or their property', () => {
    expect(diagnosticsGithub([{ ...ERROR, message: 'a\n::error::b 5%' }])).toBe(
      '::error file=tenants/aoi%2Cx.yaml,line=12,col=5,title=number-not-owned::a\\u{a}::error::b 5%25, write [another](x)',
    );
  });
});
