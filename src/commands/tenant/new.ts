import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Flags } from '@oclif/core';
import { parse as parseYaml } from 'yaml';
import { Problem } from '../../domain/problem.ts';
import { DiagnosticsError } from '../../load/diagnostics-error.ts';
import type { PersonAnswer } from '../../onboard/answers.ts';
import { gather, type Unfit } from '../../onboard/gather.ts';
import { QUESTIONS, type SoFar } from '../../onboard/questions.ts';
import { tenantFile } from '../../onboard/tenant-file.ts';
import { tenantText } from '../../onboard/tenant-text.ts';
import { checkNewFiles } from '../../project/new-files.ts';
import { checkProject, modelOf, OWN_FOLDER } from '../../project/project.ts';
import { BaseCommand, formatFlag, projectFlags } from '../base.ts';
import { diagnosticsText } from '../format/diagnostics.ts';
import { markdownText } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { terminalAsker } from './_new/ask.ts';

const answerFlags = Object.fromEntries(
  QUESTIONS.map(({ name, ask, choices }) => [
    name,
    Flags.string({
      description: `${ask.ja} / ${ask.en}`,
      ...(choices ? { options: choices.map(({ value }) => value) } : { helpValue: '…' }),
    }),
  ]),
);
const PERSON_KEYS: ReadonlySet<string> = new Set(['id', 'name', 'kana', 'title', 'department', 'email']);

/** A new tenant's file. */
export default class TenantNew extends BaseCommand {
  static override summary = 'Ask about a new tenant and write its file';
  static override description =
    'Asks in Japanese or English what is not given as a flag; advises 03 or 050 and proposes the next free number. Without a terminal nothing is asked, and ' +
    'what is missing is told at once. The file is written only where it is valid.';
  static override examples = [
    '<%= config.bin %> tenant new',
    "<%= config.bin %> tenant new --id aoi-denki --name 葵電機株式会社 --kana アオイデンキ --starts 2027-04-01 --usage displayed --address 東京都千代田区丸の内9-9-9 --channel mail --person 'id: aoi, name: 葵 一郎, kana: アオイ イチロウ, email: ichiro@aoi.example' --identity-method jpki --identity-on 2027-03-20 --identity-ref KYC-2027-0001",
  ];
  static override flags = {
    ...projectFlags,
    ...answerFlags,
    person: Flags.string({
      multiple: true,
      description: '社員名簿の一人。ファイルと同じ書き方 / one of the roster, as in the file',
      helpValue: "'id: …, name: …, kana: …, email: …'",
    }),
    to: Flags.string({
      multiple: true,
      description: '指定の送り先（メールのみ） / the specified destination (mail only)',
      helpValue: 'named|ID',
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(TenantNew);
    const { language } = this;
    const checked = await checkProject(this.projectOptions(flags));
    const { date, stack } = checked;
    const { tenants, numbers } = modelOf(checked);
    const { answers, unfit } = await gather(
      given(flags),
      { people: (flags.person ?? []).map(personOf), to: flags.to ?? [] },
      { today: date, inventory: numbers, ids: new Set(tenants.map(({ id }) => id)) },
      { asker: process.stdin.isTTY && process.stderr.isTTY ? terminalAsker(language) : undefined, language },
    );
    if (!answers) throw unanswered(unfit);
    const folder = flags.tenants ?? stack?.tenants ?? 'tenants';
    const name = `${answers.id}.yaml`;
    const text = tenantText(tenantFile(answers), language);
    const { said } = checkNewFiles(checked, folder, [{ name, text }]);
    if (said.some(({ severity }) => severity === 'error')) throw await this.#draft(name, text, said);
    const file = join(folder, name);
    await writeFile(file, text, { flag: 'wx' });
    if (said.length > 0) this.logToStderr(diagnosticsText(said, language));
    this.print(flags.format, {
      text: () => file,
      json: () => printableJson({ ok: true, file }),
      markdown: () => markdownText(file),
    });
  }

  /** What was typed is not lost: it lies where the project keeps what is never committed. */
  async #draft(name: string, text: string, said: DiagnosticsError['diagnostics']): Promise<DiagnosticsError> {
    const folder = join(OWN_FOLDER, 'drafts');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, name), text, { mode: 0o600 });
    const draft = join(folder, name);
    const words = {
      en: `not written, since it is not valid; a draft is ${draft}`,
      ja: `内容に問題があるため書いていません。下書きは ${draft} にあります`,
    };
    this.logToStderr(words[this.language]);
    return new DiagnosticsError(said);
  }
}

function given(flags: Record<string, unknown>): SoFar {
  return Object.fromEntries(
    QUESTIONS.flatMap(({ name }) => (typeof flags[name] === 'string' ? [[name, flags[name]]] : [])),
  );
}

/** `id: yamada, name: 山田 太郎, …`: a line of the roster, as YAML writes it in braces. */
function personOf(text: string): PersonAnswer {
  const refuse = (): never => {
    throw new Problem(
      'person-unfit',
      {
        en: `--person cannot be read: ${PERSON_KEYS.size} keys are known, each with a text`,
        ja: `--person が読めません。使えるキーは ${PERSON_KEYS.size} 個で、値は文字です`,
      },
      {
        en: "write it as in the file: 'id: yamada, name: 山田 太郎, kana: ヤマダ タロウ, email: taro@yamada.example'",
        ja: "ファイルと同じように書いてください: 'id: yamada, name: 山田 太郎, kana: ヤマダ タロウ, email: taro@yamada.example'",
      },
    );
  };
  let value: unknown;
  try {
    value = parseYaml(`{ ${text} }`, { schema: 'failsafe' });
  } catch {
    return refuse();
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.some(([key, inner]) => !PERSON_KEYS.has(key) || typeof inner !== 'string')) return refuse();
  const { id, name, kana } = value as Partial<PersonAnswer>;
  if (!id || !name || !kana) return refuse();
  return value as PersonAnswer;
}

function unanswered(unfit: readonly Unfit[]): Problem {
  const said = unfit.map(({ name, given: text, how }) =>
    text === undefined
      ? { en: `--${name} is missing (${how.en})`, ja: `--${name} がありません（${how.ja}）` }
      : {
          en: `--${name} cannot be “${text}” (${how.en})`,
          ja: `--${name} に “${text}” は使えません（${how.ja}）`,
        },
  );
  return new Problem(
    'tenant-answers',
    { en: said.map(({ en }) => en).join('; '), ja: said.map(({ ja }) => ja).join('、') },
    {
      en: 'give these as flags, or run it at a terminal, where they are asked',
      ja: 'フラグで渡すか、端末で実行してください。端末では質問します',
    },
  );
}
