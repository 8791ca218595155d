import { describe, expect, it } from 'vitest';
import type { ApplyOutcome } from '../../../src/apply/apply.ts';
import { Notices } from '../../../src/apply/notices.ts';
import type { TenantResult } from '../../../src/apply/results.ts';
import { outcomeText, whyNot } from '../../../src/commands/_stack/outcome.ts';
import type { NodeName, TenantId } from '../../../src/domain/ids.ts';
import { same } from '../../../src/domain/language.ts';
import { Problem } from '../../../src/domain/problem.ts';

const tally = { create: 1, update: 2, mend: 0, delete: 0, none: 3 };
const one = (tenant: string, result: TenantResult['result'], error?: unknown): TenantResult => ({
  tenant: tenant as TenantId,
  result,
  ...(error === undefined ? {} : { error }),
});
const refused = new Problem('chatwork-refused', same('Chatwork refused | it'), same('see why'));

function outcome(tenants: TenantResult[], change: Partial<ApplyOutcome> = {}): ApplyOutcome {
  return { tally, notices: new Notices(), tenants, ...change };
}

describe('what an apply did', () => {
  it('is told of each tenant, those that failed first', () => {
    const notices = new Notices();
    notices.say({ en: 'something', ja: '何か' });
    const done = outcome(
      [
        one('aoi', 'created'),
        one('ito', 'rendered'),
        one('mori', 'failed', refused),
        one('sato', 'not-reached'),
      ],
      { notices, failure: refused },
    );
    expect(outcomeText(done, 'text', 'en')).toBe(
      [
        'Not finished: 1 created, 2 updated, 0 mended, 0 deleted, 3 unchanged',
        'Tenants: 1 failed, 1 not reached, 1 created, 1 rendered anew',
        '  failed mori: chatwork-refused: Chatwork refused | it',
        '  not reached sato',
        '  created aoi',
        'note: something',
      ].join('\n'),
    );
    expect(outcomeText(done, 'markdown', 'en')).toBe(
      [
        '### Not finished: 1 created, 2 updated, 0 mended, 0 deleted, 3 unchanged',
        '',
        '| Tenant | Result | Why |',
        '| --- | --- | --- |',
        '| mori | failed | chatwork-refused: Chatwork refused \\| it |',
        '| sato | not reached |  |',
        '| aoi | created |  |',
        '',
        '- Tenants: 1 failed, 1 not reached, 1 created, 1 rendered anew',
        '- something',
      ].join('\n'),
    );
  });

  it('names twenty of very many, and each as JSON', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => one(`t-${i}`, 'changed'));
    const done = outcome([...many, one('mori', 'failed', new Error('odd'))]);
    const lines = outcomeText(done, 'text', 'en').split('\n');
    expect(lines).toHaveLength(23);
    expect(lines[2]).toContain('mori');
    expect(lines.at(-1)).toBe('and 9,981 more tenants: --format json tells of each');
    const { tenants } = JSON.parse(outcomeText(done, 'json', 'en'));
    expect(tenants).toHaveLength(10_001);
    expect(tenants.at(-1)).toMatchObject({ tenant: 'mori', result: 'failed', problem: { code: 'internal' } });
  });

  it('is all that is printed as JSON, with why it is no success', () => {
    const notices = new Notices();
    notices.silent('node2' as NodeName);
    const silent = outcome([], { notices });
    expect(JSON.parse(outcomeText(silent, 'json', 'en'))).toMatchObject({
      ok: false,
      silentNodes: ['node2'],
      diagnostics: [{ code: 'nodes-silent', severity: 'error', file: null }],
    });
    expect(whyNot(silent)).toMatchObject({ code: 'nodes-silent' });
    expect(whyNot({ notices, failure: refused })).toBe(refused);
    expect(JSON.parse(outcomeText(outcome([]), 'json', 'en'))).toEqual({
      ok: true,
      done: { created: 1, updated: 2, mended: 0, deleted: 0, unchanged: 3 },
      tenants: [],
      silentNodes: [],
      notices: [],
    });
    expect(whyNot(outcome([]))).toBeUndefined();
  });
});
