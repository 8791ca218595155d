import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Config } from '@oclif/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitProject } from '../integration/git-project.ts';
import { check, commandOf, invocations } from './invocation.ts';
import { blocks, inline, lines, pages, ROOT, read } from './pages.ts';

/** Commands that need nothing but files: here they run, in a clone of the project, as they are written. */
const FILES = new Set([
  'advise',
  'audit anchor',
  'audit at',
  'audit number',
  'audit page',
  'audit retention',
  'audit tenant',
  'audit violations',
  'book',
  'docs',
  'fees',
  'number list',
  'number next',
  'tenant import',
  'validate',
]);

/** Where every other command is tried, and why not here. The sandbox is the one that tests start (test/integration/global-setup.ts). */
const ELSEWHERE: Record<string, [where: string, why: string]> = {
  autocomplete: ['test/commands/completion.test.ts', 'sets up a shell'],
  apply: ['test/integration/readme.test.ts', 'needs nodes'],
  check: ['test/integration/readme.test.ts', 'places calls'],
  destroy: ['test/integration/onboarding.test.ts', 'needs nodes'],
  doctor: ['test/doctor/doctor.test.ts', 'says what this machine lacks, whichever that is'],
  drift: ['test/integration/readme.test.ts', 'needs nodes'],
  plan: ['test/integration/readme.test.ts', 'compares with what is applied'],
  'release activate': ['test/commands/stack/release.test.ts', 'needs nodes, and a release to go back to'],
  'release list': ['test/integration/readme.test.ts', 'needs the store'],
  'report route': ['test/commands/report/route.test.ts', 'its tenant is a placeholder on every page'],
  'report send': ['test/integration/readme.test.ts', 'hands a mail to a node'],
  'sandbox call': ['test/integration/readme.test.ts', 'places a call'],
  'sandbox chat': ['test/integration/readme.test.ts', 'asks the stand-in for Chatwork'],
  'sandbox clock': ['test/integration/readme.test.ts', 'moves the nodes’ clocks'],
  'sandbox down': ['test/integration/sandbox.test.ts', 'takes away what the other tests use'],
  'sandbox drain': ['test/integration/readme.test.ts', 'keeps calls off a node'],
  'sandbox mail': ['test/integration/readme.test.ts', 'asks the customers’ mailboxes'],
  'sandbox status': ['test/integration/readme.test.ts', 'asks the nodes'],
  'store gc': ['test/integration/readme.test.ts', 'needs the store'],
  'tenant new': [
    'test/commands/tenant-new.test.ts',
    'asks at a terminal; with every answer as a flag in onboarding.test.ts',
  ],
};

interface Written {
  page: string;
  line: string;
  /** A line of a block, which a reader copies; else a mention. */
  whole: boolean;
}

/** Made of the commands themselves. */
const MADE = /^docs\/reference\/commands\./;

const WRITTEN: Written[] = pages()
  .filter((page) => !MADE.test(page))
  .flatMap((page) => {
    const text = read(page);
    const whole = blocks(text, 'sh').flatMap(lines);
    // Not the name alone, nor a container of that name.
    const mentioned = inline(text).filter((code) => /^(?:bin\/)?denwaban (?!--)/.test(code));
    return [
      ...whole.map((line) => ({ page, line, whole: true })),
      ...mentioned.map((line) => ({ page, line, whole: false })),
    ].filter(({ line }) => /(?:^|[^\w-])denwaban /.test(line));
  });

const id = (words: readonly string[]): string => {
  const [command] = commandOf(config, words);
  return command.id.replaceAll(':', ' ');
};

let config: Config;
let project: GitProject;
beforeAll(async () => {
  config = await Config.load({ root: ROOT, devPlugins: false, userPlugins: false });
  project = await GitProject.make();
  // The list that an office has.
  await writeFile(
    join(project.folder, 'customers.csv'),
    'id,name,kana,starts,identity-method,identity-on,identity-ref,number,usage,channel,person-id,person-name,person-kana,person-email\n' +
      'aoi-denki,葵電機株式会社,アオイデンキ,2026/4/1,ic-chip,2026/3/20,KYC-2026-0901,03-5000-0400,displayed,mail,aoi,葵 一郎,アオイ イチロウ,ichiro@aoi.example\n',
  );
}, 60_000);
afterAll(() => project?.end());

describe('a command in README or docs', () => {
  it('is found at all', () => {
    expect(WRITTEN.filter((w) => w.whole).length).toBeGreaterThan(25);
    expect(WRITTEN.filter((w) => !w.whole).length).toBeGreaterThan(20);
  });

  it.each(WRITTEN)('can be typed: $line ($page)', async ({ line, whole }) => {
    const found = invocations(line);
    expect(found.length).toBeGreaterThan(0);
    for (const words of found) {
      const [command, argv] = commandOf(config, words);
      await check(command, argv, whole);
    }
  });

  it('that is wrong would be found', async () => {
    const say = async (line: string, whole: boolean): Promise<void> => {
      const [command, argv] = commandOf(config, invocations(line)[0] ?? []);
      await check(command, argv, whole);
    };
    expect(() => commandOf(config, ['aply'])).toThrow('no command');
    await expect(say('denwaban apply --stak S', false)).rejects.toThrow('Nonexistent flag');
    await expect(say('denwaban plan --format xml', false)).rejects.toThrow('xml');
    await expect(say('denwaban fees a b --stack', false)).rejects.toThrow();
    await expect(say('denwaban apply', true)).rejects.toThrow('Missing required flag');
    await expect(say('denwaban apply', false)).resolves.toBeUndefined();
  });

  it('that --help shows as an example can be typed', async () => {
    const examples = config.commands.flatMap(({ examples = [] }) => examples.map(String));
    expect(examples.length).toBeGreaterThan(50);
    for (const example of examples) {
      const line = example.replaceAll('<%= config.bin %>', config.bin).replace(/^\$ /, '');
      const [words = []] = invocations(line);
      const [command, argv] = commandOf(config, words);
      await expect(check(command, argv, true), line).resolves.toBeUndefined();
    }
  });

  it('is tried here or elsewhere, and the list names nothing else', () => {
    const named = new Set(WRITTEN.flatMap(({ line }) => invocations(line)).map(id));
    expect([...named].sort()).toEqual([...FILES, ...Object.keys(ELSEWHERE)].sort());
    for (const [command, [where]] of Object.entries(ELSEWHERE)) {
      expect(existsSync(join(ROOT, where)), where).toBe(true);
      const words = command.split(' ').at(-1) ?? '';
      if (!where.endsWith('readme.test.ts'))
        expect(readFileSync(join(ROOT, where), 'utf8'), command).toContain(words);
    }
  });

  it.each(WRITTEN.filter(({ line, whole }) => whole && FILES.has(firstWords(line))))(
    'runs as written: $line ($page)',
    async ({ line }) => {
      const { exitCode, stdout, stderr } = await project.sh(line);
      expect(`${stdout}${stderr}`).not.toMatch(/\bat .*\.[jt]s:\d+/);
      expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
    },
  );
});

/** Before the command line is there to be asked. */
function firstWords(line: string): string {
  const words = /denwaban ([a-z]+)(?: ([a-z]+))?/.exec(line) ?? [];
  const two = `${words[1]} ${words[2]}`;
  return FILES.has(two) ? two : (words[1] ?? '');
}
