import { Problem } from '../../domain/problem.ts';
import { nearest } from '../../validate/schema/nearest.ts';

/** A tenant that is not there, with a guess: the name of its file, with folder and ending, is what a shell completes. */
export function unknownTenant(name: string, known: readonly string[]): Problem {
  const id = name.slice(name.lastIndexOf('/') + 1).replace(/\.yaml$/, '');
  const meant = known.includes(id) ? id : nearest(id, known);
  const action = meant
    ? { en: `did you mean ${meant}?`, ja: `${meant} のことですか` }
    : {
        en: 'name tenants by their file names without .yaml',
        ja: '契約会社はファイル名から .yaml を除いた名前で指定してください',
      };
  return new Problem(
    'tenant-unknown',
    { en: `there is no tenant “${name}”`, ja: `契約会社 “${name}” はありません` },
    action,
  );
}
