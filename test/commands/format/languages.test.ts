import { expect, it } from 'vitest';
import type { ApplyOutcome } from '../../../src/apply/apply.ts';
import { Notices } from '../../../src/apply/notices.ts';
import { outcomeText } from '../../../src/commands/_stack/outcome.ts';
import { driftMarkdown, driftText } from '../../../src/commands/format/drift.ts';
import { describeFailure } from '../../../src/commands/format/failure.ts';
import { garbageText } from '../../../src/commands/format/garbage.ts';
import type { NodeName, TenantId } from '../../../src/domain/ids.ts';
import { type Language, languageAsked, same, spoken } from '../../../src/domain/language.ts';
import { Problem } from '../../../src/domain/problem.ts';
import type { DriftReport } from '../../../src/drift/report.ts';
import { expectSpoken } from '../../words.ts';

const problem = new Problem(
  'port-in-use',
  { en: 'port 5060 is in use', ja: 'ポート 5060 は使用中です' },
  { en: 'stop it', ja: '止めてください' },
);

const notices = new Notices();
notices.say({ en: 'looked at 3 rooms', ja: 'ルーム 3 室を見ました' });
const outcome: ApplyOutcome = {
  tally: { create: 1, update: 2, mend: 4, delete: 5, none: 6 },
  notices,
  tenants: [
    { tenant: 'aoi-7' as TenantId, result: 'created' },
    { tenant: 'mori-8' as TenantId, result: 'failed', error: problem },
  ],
  failure: problem,
};

const drift: DriftReport = {
  stack: 'test',
  differences: [
    { node: 'node1' as NodeName, place: 'queue', kind: 'unowned', item: 'member 12', found: 'PJSIP/12' },
  ],
  notApplied: Array.from({ length: 7 }, (_, i) => ({ type: 'Tenant', name: `t${i}`, action: 'update' })),
  notices: [{ en: 'note 9', ja: '注意 9' }],
  failures: [{ where: 'node2', problem: { en: 'silent for 20 s', ja: '20 秒間応答なし' } }],
};

const garbage = {
  releases: [{ key: 'releases/1', size: 10 }],
  rooms: [],
  objects: [],
  kept: { releases: 11, rooms: 12, objects: 13 },
} as unknown as Parameters<typeof garbageText>[0];

it.each<[string, (language: Language) => string]>([
  ['an outcome', (language) => outcomeText(outcome, 'text', language)],
  ['an outcome as Markdown', (language) => outcomeText(outcome, 'markdown', language)],
  ['drift', (language) => driftText(drift, language)],
  ['drift as Markdown', (language) => driftMarkdown(drift, language)],
  ['garbage', (language) => garbageText(garbage, false, language)],
  ['garbage that is gone', (language) => garbageText(garbage, true, language)],
])('%s says the same in both languages', (_, print) => {
  const [en, ja] = [print('en').split('\n'), print('ja').split('\n')];
  expect(ja).toHaveLength(en.length);
  expectSpoken({ en: en.join(' '), ja: ja.join(' ') });
});

it('a failure is said in the language that was asked for; its code and its form stay', () => {
  const failure = (format: 'text' | 'json' | 'github', language: Language) =>
    describeFailure(problem, { format, language, debug: false });
  expect(failure('text', 'ja').stderr).toBe('エラー port-in-use: ポート 5060 は使用中です。止めてください。');
  expect(failure('text', 'en').stderr).toBe('error port-in-use: port 5060 is in use, stop it');
  expect(failure('github', 'ja').stdout).toBe(
    '::error title=port-in-use::ポート 5060 は使用中です。止めてください。',
  );
  expect(JSON.parse(failure('json', 'ja').stdout ?? '')).toMatchObject({
    diagnostics: [{ code: 'port-in-use', severity: 'error', message: 'ポート 5060 は使用中です' }],
  });
});

it('what is for programs has each text in one language, and all else as it was', () => {
  const value = { ok: true, at: [same('x'), { words: { en: 'a', ja: 'あ' } }], en: 'not a text', none: null };
  expect(spoken(value, 'ja')).toEqual({ ok: true, at: ['x', { words: 'あ' }], en: 'not a text', none: null });
});

it.each<[string[], Record<string, string>, Language]>([
  [[], {}, 'en'],
  [[], { LANG: 'ja_JP.UTF-8' }, 'ja'],
  [[], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en'],
  [['--lang', 'ja'], {}, 'ja'],
  [['validate', '--lang=en'], { LANG: 'ja_JP.UTF-8' }, 'en'],
  [['--', '--lang', 'ja'], {}, 'en'],
  [['--lang', 'fr'], { LANG: 'ja_JP.UTF-8' }, 'ja'],
])('%j with %j speaks %s', (argv, env, language) => {
  expect(languageAsked(argv, env)).toBe(language);
});
