import type { Holder } from '../../../audit/questions/holder.ts';
import type { Source } from '../../../audit/questions/source.ts';
import type { CommitRef } from '../../../audit/reference.ts';
import type { IdentityCheck } from '../../../audit/version.ts';

/** The commit, its day, its pull request, who wrote and who merged it. */
export function commitWords({ commit, day, author, merger, pullRequest }: CommitRef): string {
  const request = pullRequest === undefined ? '' : ` #${pullRequest}`;
  const merged = merger === author ? '' : `, merged by ${merger}`;
  return `${commit.slice(0, 12)} of ${day}${request} by ${author}${merged}`;
}

export function checkWords({ recordRef, method, verifiedOn }: IdentityCheck): string {
  return [recordRef ?? 'no reference', method, verifiedOn].filter((word) => word !== undefined).join(', ');
}

export function daysWords(from: string, to: string | undefined): string {
  return `${from} – ${to ?? ''}`.trimEnd();
}

/** When each stack had it; empty where nobody looked. */
export function appliedWords(applied: Holder['applied']): string {
  return (applied ?? [])
    .map(({ stack, at, sequence }) =>
      at === undefined ? `${stack}: no record of it` : `${stack}: ${at} (record ${sequence})`,
    )
    .join('; ');
}

/** What an answer rests on, in one line. */
export function sourceWords({ branch, commit, folder, since, stacks }: Source): string {
  const looked =
    stacks.length > 0
      ? `apply records of ${stacks.join(', ')}`
      : 'whether it was applied was not looked at (--stack)';
  const known = since === undefined ? 'git knows of no tenant file' : `git knows from ${since} on`;
  return `${folder} on ${branch} (${commit.slice(0, 12)}); ${known}; ${looked}`;
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

export function holderRow(holder: Holder): string[] {
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
    identityChecks.map(checkWords).join('; '),
    appliedWords(holder.applied),
  ];
}

/** A holder in lines for people. */
export function holderLines(holder: Holder): string[] {
  const { tenant, formerIds = [], usage, kind, from, to, neverBegan, began, ended, identityChecks } = holder;
  const former = formerIds.length > 0 ? ` (before: ${formerIds.join(', ')})` : '';
  const applied = appliedWords(holder.applied);
  return [
    `${tenant}${former}  ${usage} ${kind}  ${neverBegan ? `from ${from}, taken back before it` : daysWords(from, to)}`,
    `  began: ${commitWords(began)}`,
    ...(ended ? [`  ended: ${commitWords(ended)} (${ended.how})`] : []),
    ...(identityChecks.length > 0
      ? identityChecks.map((check) => `  identity check: ${checkWords(check)}`)
      : ['  identity check: none']),
    ...(applied === '' ? [] : [`  applied: ${applied}`]),
  ];
}
