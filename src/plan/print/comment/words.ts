import type { Language } from '../../../domain/language.ts';
import type { LocalDate } from '../../../domain/local-date.ts';
import type { Action } from '../../diff.ts';
import type { Effect, Side } from '../../effect.ts';
import type { OverLimit } from '../../limits.ts';
import type { Plan, ToolkitPlan } from '../../plan.ts';
import { toolkitLines } from '../summary.ts';
import { count, effectText, limitText, SIDE_NAMES, signed, yen } from '../words.ts';
import { effectTextJa } from './effects-ja.ts';

/** What a comment says, in one language. What it is handed is escaped already. */
export interface CommentWords {
  effect: (effect: Effect, date: LocalDate, named: (name: string) => string) => string;
  sides: Record<Side, string>;
  actions: Record<Action, string>;
  title: (where: { stack: string; date: string; against: string | undefined }) => string;
  nothing: string;
  tenants: (counts: Record<Action, number>) => string;
  fees: (fees: Plan['fees']) => string;
  numbers: (counts: { taken: number; released: number }) => string;
  limit: (over: OverLimit) => string;
  warnings: string;
  warning: Readonly<Record<string, string>>;
  moreWarnings: (count: number) => string;
  toolkit: string;
  toolkitLines: (toolkit: ToolkitPlan) => string[];
  perTenant: string;
  unnoticed: string;
  rendered: string;
  renderedToolkit: string;
  example: (tenant: string) => string;
  masked: string;
  cut: (left: { tenants: number; differences: number }) => string;
  whole: (file: string | undefined) => string;
}

const en: CommentWords = {
  effect: effectText,
  sides: SIDE_NAMES,
  actions: { create: 'new', update: 'changed', delete: 'deleted' },
  title: ({ stack, date, against }) =>
    `denwaban plan: ${stack} (${date}, against ${against ?? 'what is applied'})`,
  nothing: 'Nothing changes.',
  tenants: (of) =>
    `${count(of.create + of.update + of.delete, 'tenant')}: ${of.create} new, ${of.update} changed, ${of.delete} deleted`,
  fees: ({ before, after }) =>
    before === after
      ? `monthly fees stay at ${yen(after)}`
      : `monthly fees ${signed(after - before)}: ${yen(after)}, was ${yen(before)}`,
  numbers: ({ taken, released }) => `numbers: ${taken} taken, ${released} released`,
  limit: limitText,
  warnings: 'Warnings',
  warning: {},
  moreWarnings: (more) => `and ${count(more, 'warning')} more: \`denwaban validate\` tells of each`,
  toolkit: 'What toolkit and stack change',
  toolkitLines: (toolkit) => toolkitLines({ toolkit }).map((line) => line.replace(/^Toolkit: /, '')),
  perTenant: 'Tenant by tenant',
  unnoticed: 'nobody notices anything',
  rendered: 'What is rendered: the difference, by tenant',
  renderedToolkit: 'What is rendered: the difference of toolkit and stack',
  example: (tenant) => `an example of those rendered anew: \`${tenant}\``,
  masked:
    'Addresses, callers’ numbers and people are masked; an operator’s card is shown as its greeting and the number of people in the roster.',
  cut: ({ tenants, differences }) =>
    [
      ...(tenants === 0 ? [] : [`${count(tenants, 'tenant')} left out`]),
      ...(differences === 0 ? [] : [`the difference of ${count(differences, 'item')} left out`]),
    ].join(', '),
  whole: (file) =>
    file === undefined ? '`denwaban plan --artifact FILE` writes all of it' : `all of it is in ${file}`,
};

const yenJa = (amount: number) => `${amount.toLocaleString('en-US')}円`;

const ja: CommentWords = {
  effect: effectTextJa,
  sides: {
    caller: '電話をかける人',
    operator: 'オペレーター',
    recipient: '報告を受け取る人',
    billing: '月額料金',
  },
  actions: { create: '新規', update: '変更', delete: '削除' },
  title: ({ stack, date, against }) =>
    `電話番 plan: ${stack}（${date}、${against === undefined ? '適用済みの状態' : against}との比較）`,
  nothing: '変更はありません。',
  tenants: (of) =>
    `契約者 ${of.create + of.update + of.delete}社: 新規${of.create}・変更${of.update}・削除${of.delete}`,
  fees: ({ before, after }) =>
    before === after
      ? `月額料金は${yenJa(after)}のまま`
      : `月額料金 ${after < before ? '-' : '+'}${yenJa(Math.abs(after - before))}: ${yenJa(before)} → ${yenJa(after)}`,
  numbers: ({ taken, released }) => `番号: 貸し出し${taken}・返却${released}`,
  limit: ({ limit, touched, of, allowed }) =>
    limit === 'percent'
      ? `上限 \`percent\` を超えています: ${of}社のうち${touched}社を変更または削除（上限${allowed}％）`
      : `上限 \`tenants\` を超えています: ${touched}社を変更または削除（上限${allowed}社）`,
  warnings: '警告',
  warning: {
    'extra-recipient-fee': '同時に4名以上へ届く報告の追加料金',
    'number-type-advice': '番号種別の勧め',
    'identity-method-ending': '終了予定の本人確認方法',
    'forwarding-number-still-lent-after-end': '契約終了後も残る転送先の番号',
    'holidays-unconfirmed': '未確認の祝日',
    'sound-file-unnamed': '使われていない音声ファイル',
  },
  moreWarnings: (more) => `ほか${more}件は \`denwaban validate\` で見られます`,
  toolkit: 'ツールキットとスタックによる変更',
  toolkitLines: toolkitLinesJa,
  perTenant: '契約者ごとの変更',
  unnoticed: '気づく人はいません',
  rendered: '生成物の差分（契約者ごと）',
  renderedToolkit: '生成物の差分（ツールキットとスタック）',
  example: (tenant) => `生成し直されるものの例: \`${tenant}\``,
  masked:
    'メールアドレス・発信者の番号・人名は伏せてあります。オペレーターのカードは応答文と名簿の人数だけを示します。',
  cut: ({ tenants, differences }) =>
    [
      ...(tenants === 0 ? [] : [`契約者${tenants}社を省きました`]),
      ...(differences === 0 ? [] : [`${differences}件の差分を省きました`]),
    ].join('、'),
  whole: (file) =>
    file === undefined
      ? '全体は `denwaban plan --artifact FILE` で書き出せます'
      : `全体は ${file} にあります`,
};

const ACTED_JA: Record<Action, string> = { create: '作成', update: '更新', delete: '削除' };

function toolkitLinesJa({ cluster, numbers, rendered, releases }: ToolkitPlan): string[] {
  return [
    ...(cluster === undefined
      ? []
      : [
          `共通部分（回線・オペレーター・プール・ダイヤルプラン）の${ACTED_JA[cluster]}。通話中の電話は今のまま`,
        ]),
    ...(numbers === undefined ? [] : [`番号表の${ACTED_JA[numbers]}。番号の持ち主は変わらない`]),
    ...(rendered === 0 ? [] : [`ファイルに変更のない契約者${rendered}社の生成し直し`]),
    ...(releases.length === 0 ? [] : [`リリースだけが変わるシャード: ${releases.join('、')}`]),
  ];
}

export const COMMENT_WORDS: Record<Language, CommentWords> = { ja, en };
