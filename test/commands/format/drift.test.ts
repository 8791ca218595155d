import { describe, expect, it } from 'vitest';
import { driftJson, driftMarkdown, driftText } from '../../../src/commands/format/drift.ts';
import type { NodeName, TenantId } from '../../../src/domain/ids.ts';
import { LANGUAGES, same } from '../../../src/domain/language.ts';
import {
  byTenantAndPlace,
  type Difference,
  type DriftReport,
  driftExitCode,
} from '../../../src/drift/report.ts';

const none: DriftReport = { stack: 'test', differences: [], notApplied: [], notices: [], failures: [] };
const changed: Difference = {
  tenant: 'yamada' as TenantId,
  node: 'node1' as NodeName,
  place: 'dialplan',
  kind: 'changed',
  item: 'context dw-t-yamada extension s priority 1',
  expected: 'Set(DW_OBJECT=a)',
  found: 'NoOp(\u001b]0;title\u0007 | <img src=x> `x` @all\nnext line\u202e)',
};
const unowned: Difference = {
  node: 'node2' as NodeName,
  place: 'queue',
  kind: 'unowned',
  item: 'member PJSIP/x',
  found: 'PJSIP/x',
};

describe('a report of drift', () => {
  it('ends with 0 for none, 2 for drift, 1 where something could not be looked at', () => {
    expect(driftExitCode(none)).toBe(0);
    expect(
      driftExitCode({
        ...none,
        notices: [same('x')],
        notApplied: [{ type: 'Tenant', name: 'a', action: 'update' }],
      }),
    ).toBe(0);
    expect(driftExitCode({ ...none, differences: [changed] })).toBe(2);
    expect(
      driftExitCode({
        ...none,
        differences: [changed],
        failures: [{ where: 'node2', problem: same('silent') }],
      }),
    ).toBe(1);
  });

  it('names tenant, node, place, item, what was expected and what was found', () => {
    const text = driftText({ ...none, differences: [changed, unowned].sort(byTenantAndPlace) }, 'en');
    expect(text).toContain(
      'yamada node1 dialplan: changed context dw-t-yamada extension s priority 1\n    expected: Set(DW_OBJECT=a)\n    found:    NoOp(',
    );
    expect(text).toContain('(no tenant) node2 queue: unowned member PJSIP/x\n    found:    PJSIP/x');
  });

  it('lets nothing live reach the terminal but printable text', () => {
    const prints = [driftText, driftMarkdown, driftJson].flatMap((print) =>
      LANGUAGES.map((language) => (report: DriftReport) => print(report, language)),
    );
    for (const print of prints) {
      const text = print({
        ...none,
        differences: [changed],
        notices: [same(changed.found ?? '')],
        failures: [{ where: 'node1', problem: same(changed.found ?? '') }],
      });
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(text).not.toMatch(/^next line/m);
    }
  });

  it('keeps live text out of the syntax of Markdown', () => {
    const row = driftMarkdown({ ...none, differences: [changed] }, 'en')
      .split('\n')
      .find((line) => line.includes('NoOp'));
    expect(row?.replaceAll('\\|', '').split('|')).toHaveLength(8);
    expect(row).not.toContain('<img');
    expect(row).not.toContain('@all');
  });
});
