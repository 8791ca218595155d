import { joined, type Language, type Text } from '../../../domain/language.ts';
import type { LocalDate } from '../../../domain/local-date.ts';
import type { Action } from '../../diff.ts';
import type { Effect } from '../../effect.ts';
import type { Plan } from '../../plan.ts';
import { effectTextJa, yenJa } from '../effects-ja.ts';
import { count, effectText, signed, yen } from '../words.ts';

/** What a comment says, in one language. What it is handed is escaped already. */
export interface CommentWords {
  effect: (effect: Effect, date: LocalDate, named: (name: string) => string) => string;
  actions: Record<Action, string>;
  title: (where: { stack: string; date: string; against: string | undefined }) => string;
  nothing: string;
  tenants: (counts: Record<Action, number>) => string;
  fees: (fees: Plan['fees']) => string;
  numbers: (counts: { taken: number; released: number }) => string;
  warnings: string;
  warning: Readonly<Record<string, string>>;
  /** A warning's own words. */
  joined: (said: { message: Text; action: Text }) => string;
  moreWarnings: (count: number) => string;
  toolkit: string;
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
  warnings: 'Warnings',
  warning: {},
  joined: ({ message, action }) => `${message.en}; ${action.en}`,
  moreWarnings: (more) => `and ${count(more, 'warning')} more: \`denwaban validate\` tells of each`,
  toolkit: 'What toolkit and stack change',
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

const ja: CommentWords = {
  effect: effectTextJa,
  actions: { create: '新規', update: '変更', delete: '削除' },
  title: ({ stack, date, against }) =>
    `電話番 plan: ${stack}（${date}、${against === undefined ? '適用済みの状態' : against}との比較）`,
  nothing: '変更はありません。',
  tenants: (of) =>
    `契約会社 ${of.create + of.update + of.delete}社: 新規${of.create}・変更${of.update}・削除${of.delete}`,
  fees: ({ before, after }) =>
    before === after
      ? `月額料金は${yenJa(after)}のまま`
      : `月額料金 ${after < before ? '-' : '+'}${yenJa(Math.abs(after - before))}: ${yenJa(before)} → ${yenJa(after)}`,
  numbers: ({ taken, released }) => `番号: 貸し出し${taken}・返却${released}`,
  warnings: '警告',
  warning: {
    'extra-recipient-fee': '同時に4名以上へ届く報告の追加料金',
    'number-type-advice': '番号種別の勧め',
    'identity-method-ending': '終了予定の本人確認方法',
    'forwarding-number-still-lent-after-end': '契約終了後も残る転送先の番号',
    'holidays-unconfirmed': '未確認の祝日',
    'sound-file-unnamed': '使われていない音声ファイル',
  },
  joined: (said) => joined(said, 'ja'),
  moreWarnings: (more) => `ほか${more}件は \`denwaban validate\` で見られます`,
  toolkit: 'ツールキットとスタックによる変更',
  perTenant: '契約会社ごとの変更',
  unnoticed: '気づく人はいません',
  rendered: '生成物の差分（契約会社ごと）',
  renderedToolkit: '生成物の差分（ツールキットとスタック）',
  example: (tenant) => `生成し直されるものの例: \`${tenant}\``,
  masked:
    'メールアドレス・発信者の番号・人名は伏せてあります。オペレーターのカードは応答文と名簿の人数だけを示します。',
  cut: ({ tenants, differences }) =>
    [
      ...(tenants === 0 ? [] : [`契約会社${tenants}社を省きました`]),
      ...(differences === 0 ? [] : [`${differences}件の差分を省きました`]),
    ].join('、'),
  whole: (file) =>
    file === undefined
      ? '全体は `denwaban plan --artifact FILE` で書き出せます'
      : `全体は ${file} にあります`,
};

export const COMMENT_WORDS: Record<Language, CommentWords> = { ja, en };
