import type { Holder } from '../../../audit/questions/holder.ts';
import type { Source } from '../../../audit/questions/source.ts';
import type { CommitRef } from '../../../audit/reference.ts';
import type { IdentityCheck } from '../../../audit/version.ts';
import type { Language } from '../../../domain/language.ts';

/** The commit, its day, its pull request, who wrote and who merged it. */
export function commitWords(
  { commit, day, author, merger, pullRequest }: CommitRef,
  language: Language,
): string {
  const request = pullRequest === undefined ? '' : ` #${pullRequest}`;
  const id = commit.slice(0, 12);
  const own = merger === author;
  return {
    en: `${id} of ${day}${request} by ${author}${own ? '' : `, merged by ${merger}`}`,
    ja: `${id}（${day}${request}、作成 ${author}${own ? '' : `、マージ ${merger}`}）`,
  }[language];
}

const NO_REFERENCE = { en: 'no reference', ja: '参照番号なし' };

export function checkWords({ recordRef, method, verifiedOn }: IdentityCheck, language: Language): string {
  return [recordRef ?? NO_REFERENCE[language], method, verifiedOn]
    .filter((word) => word !== undefined)
    .join(', ');
}

export function daysWords(from: string, to: string | undefined): string {
  return `${from} – ${to ?? ''}`.trimEnd();
}

/** When each stack had it; empty where nobody looked. */
export function appliedWords(applied: Holder['applied'], language: Language): string {
  const words = (applied ?? []).map(({ stack, at, sequence }) =>
    at === undefined
      ? { en: `${stack}: no record of it`, ja: `${stack}: 記録なし` }
      : { en: `${stack}: ${at} (record ${sequence})`, ja: `${stack}: ${at}（記録 ${sequence}）` },
  );
  return words.map((one) => one[language]).join('; ');
}

/** What an answer rests on, in one line. */
export function sourceWords(source: Source, language: Language): string {
  return { en: sourceEn, ja: sourceJa }[language](source);
}

function sourceEn({ branch, commit, folder, since, stacks }: Source): string {
  const looked =
    stacks.length > 0
      ? `apply records of ${stacks.join(', ')}`
      : 'whether it was applied was not looked at (--stack)';
  const known = since === undefined ? 'git knows of no tenant file' : `git knows from ${since} on`;
  return `${folder} on ${branch} (${commit.slice(0, 12)}); ${known}; ${looked}`;
}

function sourceJa({ branch, commit, folder, since, stacks }: Source): string {
  const looked =
    stacks.length > 0 ? `適用の記録は ${stacks.join(', ')}` : '適用されたかどうかは調べていません（--stack）';
  const known = since === undefined ? 'git に契約会社のファイルはありません' : `git の記録は ${since} から`;
  return `${branch} の ${folder}（${commit.slice(0, 12)}）。${known}。${looked}`;
}

/** The columns that tell of a holder, for a spreadsheet. */
export const HOLDER_HEAD = [
  'number',
  'tenant',
  'formerIds',
  'usage',
  'kind',
  'from',
  'to',
  'began',
  'beganOn',
  'author',
  'merger',
  'pullRequest',
  'ended',
  'endedOn',
  'endedBy',
  'how',
  'identityCheck',
  'applied',
];

export function holderRow(holder: Holder, language: Language): string[] {
  const { number, tenant, formerIds = [], usage, kind, from, to, began, ended, identityChecks } = holder;
  return [
    number,
    tenant,
    formerIds.join(' '),
    usage,
    kind,
    from,
    to ?? '',
    began.commit,
    began.day,
    began.author,
    began.merger,
    began.pullRequest === undefined ? '' : String(began.pullRequest),
    ended?.commit ?? '',
    ended?.day ?? '',
    ended?.merger ?? '',
    ended?.how ?? '',
    identityChecks.map((check) => checkWords(check, language)).join('; '),
    appliedWords(holder.applied, language),
  ];
}

/** A holder in lines for people. */
export function holderLines(holder: Holder, language: Language): string[] {
  const { tenant, formerIds = [], usage, kind, from, to, neverBegan, began, ended, identityChecks } = holder;
  const words = HOLDER_WORDS[language];
  const former = formerIds.length > 0 ? ` (${words.before}: ${formerIds.join(', ')})` : '';
  const applied = appliedWords(holder.applied, language);
  const days = neverBegan ? words.neverBegan(from) : daysWords(from, to);
  return [
    `${tenant}${former}  ${usage} ${kind}  ${days}`,
    `  ${words.began}: ${commitWords(began, language)}`,
    ...(ended ? [`  ${words.ended}: ${commitWords(ended, language)} (${ended.how})`] : []),
    ...(identityChecks.length > 0
      ? identityChecks.map((check) => `  ${words.check}: ${checkWords(check, language)}`)
      : [`  ${words.check}: ${words.none}`]),
    ...(applied === '' ? [] : [`  ${words.applied}: ${applied}`]),
  ];
}

/** What the lines of a holder are called. */
const HOLDER_WORDS = {
  en: {
    before: 'before',
    neverBegan: (from: string) => `from ${from}, taken back before it`,
    began: 'began',
    ended: 'ended',
    check: 'identity check',
    none: 'none',
    applied: 'applied',
  },
  ja: {
    before: '旧ID',
    neverBegan: (from: string) => `${from} から、始まる前に取りやめ`,
    began: '開始',
    ended: '終了',
    check: '本人確認',
    none: 'なし',
    applied: '適用',
  },
} satisfies Record<Language, unknown>;
