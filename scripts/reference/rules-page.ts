import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joined, type Language, type Text } from '../../src/domain/language.ts';
import { printable } from '../../src/domain/printable.ts';
import { CHANGE_RULES, RULES } from '../../src/validate/rules/index.ts';
import { diagnose, FIXTURES, fixtureNames } from '../../test/validate/fixtures.ts';
import { changeDiffs, mendedDiff } from './example.ts';
import { block, page, plain } from './markdown.ts';

const WORDS = {
  title: { en: 'What validate finds', ja: 'validate が見つけるもの' },
  about: {
    en: 'Each code with an example: what is printed of it, the lines that are wrong (-) and what mends them (+). A comment such as `# tenants/x: -` stands for a file that is taken away, `+` for one that is put in its place, `=` for one that stays as it is.',
    ja: '符号ごとの例。表示される文と、誤った行（-）、直した行（+）。`# tenants/x: -` は消すファイル、`+` は置き換えるファイル、`=` はそのままのファイル。',
  },
  rules: { en: 'Rules', ja: '規則' },
  change: { en: 'Rules of a change', ja: '変更の規則' },
  changeAbout: {
    en: 'They compare the files with those that were in force before: `plan`, `apply` and pull requests. Two changes are shown: one that is refused, and one that is right.',
    ja: '変更前のファイルと比べる規則（`plan`、`apply`、プルリクエスト）。断られる変更と、正しい変更を示す。',
  },
  files: { en: 'Files, YAML and schema', ja: 'ファイル・YAML・スキーマ' },
  error: { en: 'An error: nothing is applied.', ja: 'エラー。適用されない。' },
  warning: { en: 'A warning: look at it; it stops nothing.', ja: '警告。確認する。止めはしない。' },
} satisfies Record<string, Text>;

/** A page about everything that `validate` can say. */
export async function rulesPage(language: Language): Promise<string> {
  const own = new Set([...RULES, ...CHANGE_RULES].map((rule) => rule.code));
  const others = fixtureNames('invalid').filter((name) => !own.has(name));
  const sections = async (codes: readonly string[]): Promise<string> =>
    (await Promise.all(codes.toSorted().map((one) => section(one, language)))).join('\n\n');
  return page(
    `# ${WORDS.title[language]}`,
    WORDS.about[language],
    `## ${WORDS.rules[language]}`,
    await sections(RULES.map((rule) => rule.code)),
    `## ${WORDS.change[language]}`,
    WORDS.changeAbout[language],
    await sections(CHANGE_RULES.map((rule) => rule.code)),
    `## ${WORDS.files[language]}`,
    await sections(others),
  );
}

async function section(name: string, language: Language): Promise<string> {
  const folder = join(FIXTURES, 'invalid', name);
  const found = (await diagnose(folder)).filter((d) => d.code === name);
  const printed = found.map((d) => {
    const at = `${d.file}:${d.line}:${d.column}`;
    return printable(`${at} ${d.severity} ${d.code}: ${joined(d, language)}`).replaceAll(
      new RegExp(`${folder}(?:/(?:base|head))?`, 'g'),
      'tenants',
    );
  });
  return page(
    `### ${name}`,
    WORDS[found[0]?.severity ?? 'error'][language],
    language === 'en' ? plain(whyOf(name) ?? '') : '',
    block('text', printed.join('\n')),
    ...examples(name),
  ).trimEnd();
}

function examples(name: string): string[] {
  if (!CHANGE_RULES.some((rule) => rule.code === name)) return [block('diff', mendedDiff(name))];
  const { refused, right } = changeDiffs(name);
  return [block('diff', refused), block('diff', right)];
}

/** What a rule's file says of it before it begins; undefined for what is no rule. */
export function whyOf(name: string): string | undefined {
  const file = new URL(`../../src/validate/rules/${name}.ts`, import.meta.url);
  if (![...RULES, ...CHANGE_RULES].some((rule) => rule.code === name)) return undefined;
  const source = readFileSync(file, 'utf8');
  const comments = [...source.matchAll(/^\/\*\*(.*?)\*\/\n(?=(.*))/gms)];
  const own = comments.find(([, , next = '']) => next.startsWith('export const')) ?? comments[0];
  return own?.[1]
    ?.replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
