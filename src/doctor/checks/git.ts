import { same } from '../../domain/language.ts';
import type { Check } from '../finding.ts';
import { said } from '../program.ts';

/** git, and a repository with at least one commit around the project: plans compare with it, and audits believe nothing else. */
export const gitCheck: Check = async (examined) => {
  const name = same('git');
  const version = await said(examined, 'git', '--version');
  const why = {
    en: 'plan --base, audit and the record of an apply read it',
    ja: 'plan --base、audit、適用の記録が git を読みます',
  };
  if (version === undefined)
    return {
      check: 'git',
      name,
      state: 'missing',
      found: { en: 'there is none', ja: '見つかりません' },
      why,
      mend: 'apt-get install git',
    };
  const found = version.replace(/^git version /, '');
  if ((await said(examined, 'git', 'rev-parse', '--verify', '--quiet', 'HEAD')) !== undefined)
    return { check: 'git', name, state: 'ok', found: same(found) };
  return {
    check: 'git',
    name,
    state: 'absent',
    found: {
      en: `${found}, but this folder is in no repository with a commit`,
      ja: `${found}。ただしこのフォルダーはコミットのあるリポジトリーの中にありません`,
    },
    why,
    mend: 'git init && git add . && git commit',
  };
};
