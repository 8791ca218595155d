/** The languages of those who run the service. */
export type Language = 'ja' | 'en';

export const LANGUAGES = ['ja', 'en'] as const satisfies readonly Language[];

/**
 * What is said to a person, in every language; whoever prints it chooses. Japanese is polite and has no full stop at its end: {@link joined} puts it.
 */
export type Text = Readonly<Record<Language, string>>;

/** What is the same in every language: a name, a value, what another program said. */
export function same(word: string): Text {
  return { en: word, ja: word };
}

/** What is wrong and what to do, as one line. */
export function joined({ message, action }: { message: Text; action: Text }, language: Language): string {
  return language === 'ja' ? `${message.ja}。${action.ja}。` : `${message.en}, ${action.en}`;
}

/** A value for programs, with every {@link Text} in it in one language. */
export function spoken(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((inner) => spoken(inner, language));
  if (typeof value !== 'object' || value === null) return value;
  if (isText(value)) return value[language];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoken(inner, language)]));
}

function isText(value: object): value is Text {
  const { en, ja } = value as Partial<Text>;
  return typeof en === 'string' && typeof ja === 'string' && Object.keys(value).length === LANGUAGES.length;
}

/**
 * The language in which a command speaks: that of `--lang`, else that of the environment. Asked of the raw arguments, since what is wrong may be
 * in them.
 */
export function languageAsked(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const asked = (language: Language) =>
    flags.some((arg, i) => arg === `--lang=${language}` || (arg === '--lang' && flags[i + 1] === language));
  return LANGUAGES.find(asked) ?? languageOf(env);
}

/** The language that an environment asks for (LC_ALL, LC_MESSAGES, LANG): Japanese or else English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return wanted?.startsWith('ja') ? 'ja' : 'en';
}
