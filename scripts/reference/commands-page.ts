import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core';
import { execa } from 'execa';
import { type ExitCodes, ownExitCodes, USUAL } from '../../src/commands/_cli/exit-codes.ts';
import type { Language, Text } from '../../src/domain/language.ts';
import { code, page, table } from './markdown.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const WORDS = {
  title: { en: 'Commands', ja: 'コマンド' },
  about: {
    en: 'What `--help` prints of each; in the project’s folder it is `bin/denwaban`.',
    ja: '各コマンドの `--help` の内容。プロジェクトのフォルダーでは `bin/denwaban`。',
  },
  exit: { en: 'Exit codes', ja: '終了コード' },
  command: { en: 'Command', ja: 'コマンド' },
  every: { en: 'every other', ja: 'そのほか' },
} satisfies Record<string, Text>;

/** A page about every command, made by oclif. */
export async function commandsPage(language: Language): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-reference-'));
  try {
    const file = join(folder, 'commands.md');
    await writeFile(
      file,
      page(`# ${WORDS.title[language]}`, WORDS.about[language], await exits(language), '<!-- commands -->'),
    );
    await execa(
      process.execPath,
      [
        join(ROOT, 'node_modules/oclif/bin/run.js'),
        'readme',
        '--readme-path',
        file,
        '--no-source-links',
        '--no-aliases',
        '--tsconfig-path',
        'none',
      ],
      {
        cwd: ROOT,
        env: { COLUMNS: '120', LC_ALL: '', LC_MESSAGES: '', LANG: language === 'ja' ? 'ja_JP.UTF-8' : 'C' },
      },
    );
    return (await readFile(file, 'utf8')).replaceAll(/<!-- commands(?:stop)? -->\n?/g, '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exits(language: Language): Promise<string> {
  const config = await Config.load({ root: ROOT, devPlugins: false, userPlugins: false });
  const own = config.commands
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((command) => {
      const codes = ownExitCodes(command);
      return codes ? [[code(command.id.replaceAll(':', ' ')), words(codes, language)]] : [];
    });
  const rows = [[WORDS.every[language], words(USUAL, language)], ...own];
  return page(
    `## ${WORDS.exit[language]}`,
    table([WORDS.command[language], WORDS.exit[language]], rows),
  ).trimEnd();
}

function words(codes: ExitCodes, language: Language): string {
  return Object.entries(codes)
    .map(([number, what]) => `${code(number)} ${what[language]}`)
    .join('; ');
}
