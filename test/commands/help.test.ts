import { join } from 'node:path';
import { Config } from '@oclif/core';
import { execaNode } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { JAPANESE } from '../../src/commands/_help/japanese.ts';
import { inLanguage, japanese } from '../../src/commands/_help/words.ts';

const ROOT = join(import.meta.dirname, '../..');
let said: { of: string; words: string }[] = [];

beforeAll(async () => {
  const config = await Config.load({ root: ROOT, devPlugins: false, userPlugins: false });
  const tell = (of: string, part: { summary?: string | undefined; description?: string | undefined }) =>
    [part.summary, part.description].flatMap((words) => (words ? [{ of, words }] : []));
  said = [
    ...tell('denwaban', config.pjson as { description?: string }),
    ...config.topics.flatMap((topic) => tell(topic.name, topic)),
    ...config.commands.flatMap((command) => [
      ...tell(command.id, command),
      ...Object.entries(command.flags).flatMap(([name, flag]) => tell(`${command.id} --${name}`, flag)),
      ...Object.entries(command.args).flatMap(([name, arg]) => tell(`${command.id} ${name}`, arg)),
    ]),
  ];
});

const help = async (args: string[], env: Record<string, string> = {}) =>
  (await execaNode(join(ROOT, 'bin/run.mjs'), args, { env: { NO_COLOR: '1', ...env } })).stdout;

describe('help', () => {
  it('has every word in Japanese and in English', () => {
    expect(said.length).toBeGreaterThan(100);
    const missing = said.filter(({ words }) => inLanguage(words, 'ja') === inLanguage(words, 'en'));
    expect(missing).toEqual([]);
  });

  it('of every command shows how it is typed', async () => {
    const { commands } = await Config.load({ root: ROOT, devPlugins: false, userPlugins: false });
    expect(
      commands.filter(({ hidden, examples }) => !hidden && !examples?.length).map(({ id }) => id),
    ).toEqual([]);
  });

  it('keeps no Japanese that nobody says', () => {
    const known = new Set(
      said.flatMap(({ words }) => [
        words,
        ...words.split('\n').map((line) => line.replace(/^ {2}[a-z-]+: /, '')),
      ]),
    );
    expect(Object.keys(JAPANESE).filter((english) => !known.has(english))).toEqual([]);
  });

  it('is not half in Japanese', () => {
    expect(japanese('how to print\nsomething new')).toBeUndefined();
  });

  it('speaks as it is asked to', async () => {
    const japaneseHelp = await help(['validate', '--help', '--lang', 'ja']);
    expect(japaneseHelp).toContain('契約会社のファイルを、スキーマとすべての規則で確かめ');
    expect(japaneseHelp).toMatch(/^使い方$/m);
    expect(await help(['validate', '--help'], { LANG: 'ja_JP.UTF-8', LC_ALL: '' })).toBe(japaneseHelp);
    expect(await help(['validate', '--help'])).toMatch(/^USAGE$/m);
    expect(await help(['--help'], { LC_ALL: 'ja_JP.UTF-8' })).toContain('当社の番号: その日の状態');
  });
});
