import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../../src/domain/ids.ts';
import { same } from '../../../src/domain/language.ts';
import type { NationalNumber } from '../../../src/domain/lent-number.ts';
import type { Stack } from '../../../src/model/stack.ts';
import type { Tenant } from '../../../src/model/tenant.ts';
import { desiredResources } from '../../../src/plan/desired.ts';
import { makePlan } from '../../../src/plan/plan.ts';
import {
  type Comment,
  type CommentForm,
  GITHUB_LIMIT,
  planComment,
} from '../../../src/plan/print/comment/comment.ts';
import { renderedDifference } from '../../../src/plan/rendered/difference.ts';
import { render } from '../../../src/render/render.ts';
import { chatworkReport, day, KEY, sampleStack, sampleTenant } from '../sample.ts';

const sideOf = (tenants: readonly Tenant[], stack: Stack) => ({ tenants, rendering: render(tenants, stack) });

/** A comment on what changes between two lists of tenants, with everything really rendered. */
function comment(
  before: readonly Tenant[],
  after: readonly Tenant[],
  { stack = sampleStack(), next = stack, ...more }: { stack?: Stack; next?: Stack } & Partial<Comment> = {},
): Comment {
  const [from, to] = [sideOf(before, stack), sideOf(after, next)];
  const resources = (side: typeof from, of: Stack) =>
    desiredResources(
      side.rendering,
      { tenants: side.tenants, quarantineDays: { displayed: 365, forwarding: 90 } },
      of,
      KEY,
    );
  const plan = makePlan(
    { stack: 'test', date: day('2026-12-01'), against: { kind: 'base', ref: 'main' } },
    resources(from, stack),
    resources(to, next),
  );
  return {
    plan,
    warnings: [],
    moreWarnings: 0,
    limits: [],
    rendered: renderedDifference(plan, from, to),
    ...more,
  };
}
const said = (of: Comment, form: Partial<CommentForm> = {}) => planComment(of, { language: 'ja', ...form });

const yamada: Tenant = sampleTenant('yamada', '0350000001', {
  company: {
    name: '株式会社山田商事',
    kana: 'ヤマダ',
    greeting: 'お電話ありがとうございます。山田商事です。',
  },
  roster: [
    { id: 'hanako' as PersonId, name: '佐藤 花子', kana: 'サトウ ハナコ', email: 'hanako.s@yamada.example' },
    { id: 'jiro' as PersonId, name: '森 次郎', kana: 'モリ ジロウ', email: 'jiro+x@yamada.example' },
  ],
  numbers: [
    {
      ...(sampleTenant('x', '0350000001').numbers[0] as Tenant['numbers'][number]),
      forwardedFrom: { number: '0661234567' as NationalNumber, line: 'optical' },
    },
  ],
  calls: { block: ['0312345678', '09011112222'] as never, refuseWithheld: true },
});
const PERSONAL = [
  '佐藤',
  '花子',
  'ハナコ',
  'hanako',
  '次郎',
  'jiro',
  '0661234567',
  '0312345678',
  '09011112222',
];

describe('a comment', () => {
  it('begins with the summary, then says tenant by tenant who notices what, and what is rendered', () => {
    const changed = {
      ...yamada,
      ...chatworkReport('山田様'),
      company: { ...yamada.company, name: '山田本店' },
    };
    const text = said(
      comment([yamada, sampleTenant('suzuki', '0350000003')], [changed, sampleTenant('sato', '0350000002')]),
    );
    expect(text.split('\n<details>')[0]).toBe(`<!-- denwaban plan test -->
### 電話番 plan: test（2026-12-01、mainとの比較）

- **契約会社 3社: 新規1・変更1・削除1**
- 番号: 貸し出し1・返却1
- 月額料金 +550円: 0円 → 550円

#### 契約会社ごとの変更

**\`sato\`** 新規
- 電話をかける人: 03-5000-0002（電話転送利用）への電話を2026-12-01から受ける

**\`suzuki\`** 削除
- 電話をかける人: 03-5000-0003（電話転送利用）を返却する。かけてもつながらなくなる

**\`yamada\`** 変更
- オペレーター: 会社名・読み・応答文・名簿のいずれかの表示が変わる
- 報告を受け取る人: 報告はChatworkで届く（これまで メール）
- 報告を受け取る人: Chatworkのルームが作られる
- 月額料金: 550円（これまで 0円、+550円）
`);
    expect(text).toContain('\n-name: 株式会社山田商事\n');
    expect(text).toContain('\n+name: 山田本店\n');
    expect(text).toContain('\n-yamada+h…@report.denwaban.example h…@yamada.example\n');
    expect(text).toContain(
      '\n+exten => 0350000002,1,Set(DW_ROW=sato:forwarding:phone:20261201:99991231:99991231)\n',
    );
    expect(text.match(/<details>/g)).toHaveLength(1);
    expect(text.trimEnd().endsWith('</details>')).toBe(true);
  });

  it('says the same in English', () => {
    const text = said(comment([yamada], [{ ...yamada, ...chatworkReport('山田様') }]), { language: 'en' });
    expect(text).toContain('- **1 tenant: 0 new, 1 changed, 0 deleted**');
    expect(text).toContain('- recipients of reports: reports go by chatwork, were by mail');
    expect(text).toContain('- monthly fees +550 yen: 550 yen, was 0 yen');
  });

  it('tells nothing of people, callers and addresses, whatever changes of them', () => {
    const other = {
      ...yamada,
      calls: { block: ['0312345679'] as never, refuseWithheld: true },
      roster: yamada.roster.toReversed(),
      numbers: yamada.numbers.map(
        (n) => ({ ...n, forwardedFrom: { number: '0661234568', line: 'optical' } }) as never,
      ),
    };
    for (const [before, after] of [
      [[], [yamada]],
      [[yamada], [other]],
      [[yamada], []],
    ] as [Tenant[], Tenant[]][]) {
      const text = said(comment(before, after));
      for (const secret of PERSONAL) expect(text).not.toContain(secret);
    }
    const text = said(comment([yamada], [other]));
    expect(text).toContain('\n-block-…78\n');
    expect(text).toContain('\n+line-0350000001: …68\n');
  });

  it('shows that an address changed where both are masked alike', () => {
    const roster = yamada.roster.map((person) => ({ ...person, email: 'h2@yamada.example' }));
    const text = said(comment([yamada], [{ ...yamada, roster }]));
    const line = (sign: string) => `\n${sign}yamada+h…@report.denwaban.example h…@yamada.example\n`;
    expect(text).toContain(line('-'));
    expect(text).toContain(line('+'));
  });

  it('sets apart what toolkit and stack change, with an example of what is rendered anew', () => {
    const next = sampleStack({ cards: 'http://127.0.10.20:8082/cards', ringSeconds: 25 });
    const text = said(comment([yamada], [yamada], { next }));
    expect(text).not.toContain('契約会社ごとの変更');
    expect(text).toContain('#### ツールキットとスタックによる変更');
    expect(text).toContain('- ファイルに変更のない契約会社 1 社の生成し直し');
    expect(text).toContain('<summary>生成物の差分（ツールキットとスタック）</summary>');
    expect(text).toContain('生成し直されるものの例: `yamada`');
    expect(text).toMatch(/\n# cluster\/asterisk\/library\/[^\n]+\n@@ /);
  });

  it('lets no text out of its place', () => {
    const hostile = '```\n</details><img src=x> @here | `x` \u202e';
    const company = { ...yamada.company, name: hostile.replace('\n', ' ') };
    const of = comment([yamada], [{ ...yamada, company }]);
    const plan = { ...of.plan, against: { kind: 'base', ref: 'a|b`<img>`@x' } as const };
    const text = said({ ...of, plan });
    expect(text).toContain('a\\|b\\`&lt;img&gt;\\`@<!-- -->x');
    expect(text).toContain('\n````diff\n');
    expect(text).toContain('\\u{202e}');
    expect(text).not.toContain('\u202e');
  });

  it('tells warnings with their places, those of other files as a count, and limits in the summary', () => {
    const warning = {
      code: 'number-type-advice',
      severity: 'warning',
      file: 'tenants/yamada.yaml',
      line: 3,
      column: 1,
      message: same('a <b>'),
      action: same('see'),
    } as const;
    const limits = [{ limit: 'percent', touched: 40, of: 100, allowed: 30 }] as const;
    const text = said(comment([], [yamada], { warnings: Array(25).fill(warning), moreWarnings: 3, limits }));
    expect(text).toContain(
      '- **上限 percent を超えています: 100 社のうち 40 社を変更または削除（上限 30 ％）**',
    );
    expect(text).toContain(
      '- tenants/yamada.yaml:3 number-type-advice（番号種別の勧め）: a &lt;b&gt;。see。',
    );
    expect(text).toContain('ほか8件');
  });

  const many = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
      ...yamada,
      ...sampleTenant(`tenant-${String(i).padStart(3, '0')}`, `03${50000000 + i}`),
      roster: yamada.roster,
      calls: yamada.calls as never,
    })) as Tenant[];

  it('of 40 tenants fits one comment whole, and is the same every time', () => {
    const text = said(comment([], many(40)), { limit: GITHUB_LIMIT });
    expect(text.length).toBeLessThan(GITHUB_LIMIT);
    expect(text).not.toContain('省きました');
    expect(text.match(/^\*\*`tenant-/gm)).toHaveLength(40);
    expect(text.match(/^`tenant-/gm)).toHaveLength(40);
    for (const secret of PERSONAL) expect(text).not.toContain(secret);
    expect(text).toBe(said(comment([], many(40).reverse()), { limit: GITHUB_LIMIT }));
  });

  it.each([90, 1_000])('of %i tenants ends at the boundary of one, and says what is missing', (n) => {
    const of = comment([], many(n));
    const text = said(of, { limit: GITHUB_LIMIT, artifact: 'plan.md' });
    const whole = said(of);
    expect(text.length).toBeLessThanOrEqual(GITHUB_LIMIT);
    const sections = text.match(/^\*\*`tenant-/gm)?.length ?? 0;
    const folded = text.match(/^`tenant-/gm)?.length ?? 0;
    const parts = [
      ...(sections < n ? [`契約会社${n - sections}社を省きました`] : []),
      `${n - folded}件の差分を省きました`,
    ];
    expect(text.trimEnd().split('\n').at(-1)).toBe(`> ${parts.join('、')}: 全体は \`plan.md\` にあります`);
    // As much as fits.
    expect(text.length).toBeGreaterThan(GITHUB_LIMIT - 4_000);
    expect(text.match(/^`{3,}/gm)?.length ?? 0).toBe(folded * 2);
    expect(whole.match(/^`tenant-/gm)).toHaveLength(n);
  });

  it('says that nothing changes', () => {
    expect(said(comment([yamada], [yamada]))).toContain('- 変更はありません。');
  });
});
