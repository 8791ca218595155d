/** The languages of those who run the service. */
export type Language = 'ja' | 'en';

export const LANGUAGES = ['ja', 'en'] as const satisfies readonly Language[];

/** The language that an environment asks for (LC_ALL, LC_MESSAGES, LANG): Japanese or else English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return wanted?.startsWith('ja') ? 'ja' : 'en';
}
