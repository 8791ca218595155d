import { CommandHelp, Help, type Interfaces } from '@oclif/core';
import { type Language, languageAsked } from '../../domain/language.ts';
import { inLanguage } from './words.ts';

const language = (): Language => languageAsked(process.argv.slice(2), process.env);

const HEADINGS: Readonly<Record<string, string>> = {
  USAGE: '使い方',
  ARGUMENTS: '引数',
  FLAGS: 'フラグ',
  'GLOBAL FLAGS': '共通のフラグ',
  DESCRIPTION: '説明',
  EXAMPLES: '例',
  TOPICS: '分野',
  COMMANDS: 'コマンド',
  VERSION: '版',
};

const heading = (english: string): string => (language() === 'ja' ? (HEADINGS[english] ?? english) : english);

class SpokenCommandHelp extends CommandHelp {
  override section(...[header, body]: Parameters<CommandHelp['section']>): string {
    return super.section(heading(header), body);
  }
}

/** Help in the language of whoever asks. oclif's own, of which the words are exchanged before it prints them. */
export default class SpokenHelp extends Help {
  protected override CommandHelpClass = SpokenCommandHelp;

  override section(...[header, body]: Parameters<Help['section']>): string {
    return super.section(heading(header), body);
  }

  override formatRoot(): string {
    return super.formatRoot().replace(/^(?:VERSION|USAGE|DESCRIPTION)$/gm, heading);
  }

  override formatCommand(...args: Parameters<Help['formatCommand']>): string {
    const help = super.formatCommand(...args);
    if (language() === 'en') return help;
    return help
      .replaceAll('[default: ', '[既定: ')
      .replaceAll('<options: ', '<選択肢: ')
      .replaceAll('(required)', '（必須）');
  }

  override async showHelp(argv: string[]): Promise<void> {
    speak(this.config, language());
    await super.showHelp(argv);
  }
}

/** Puts every description of commands, topics, flags and arguments into a language. */
function speak({ topics, commands, pjson }: Interfaces.Config, spoken: Language): void {
  const exchange = (of: { summary?: string | undefined; description?: string | undefined }) => {
    if (of.summary) of.summary = inLanguage(of.summary, spoken);
    if (of.description) of.description = inLanguage(of.description, spoken);
  };
  exchange(pjson as { description?: string });
  for (const topic of topics) exchange(topic);
  for (const command of commands) {
    exchange(command);
    for (const part of [...Object.values(command.flags), ...Object.values(command.args)]) exchange(part);
  }
}
