import { execFileSync } from 'node:child_process';
import { type Command, type Config, type Interfaces, Parser } from '@oclif/core';

/** A word that a reader replaces, such as TENANT or S. */
const PLACEHOLDER = /^[A-Z]+$/;

/** The arguments of each denwaban in a line, as a shell takes it apart; nothing of it runs, and no file is written. */
export function invocations(line: string): string[][] {
  if (!/\bdenwaban /.test(line)) return [];
  const asked = line.replaceAll('bin/denwaban', 'denwaban').replace(/ > [^\s;&|]+/g, '');
  const script = `PATH=/nowhere; denwaban() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n${asked}`;
  const words = execFileSync('bash', ['-euc', script], { encoding: 'utf8' }).split('\0');
  const found: string[][] = [[]];
  for (const word of words.slice(0, -1)) {
    if (word === '\n') found.push([]);
    else found.at(-1)?.push(word);
  }
  return found.slice(0, -1);
}

/** The command that words begin with, and what follows. */
export function commandOf(config: Config, words: readonly string[]): [Command.Loadable, string[]] {
  for (let length = Math.min(words.length, 3); length > 0; length -= 1) {
    const command = config.findCommand(words.slice(0, length).join(':'));
    if (command) return [command, words.slice(length)];
  }
  throw new Error(`there is no command ${words.join(' ')}`);
}

/**
 * Asks oclif whether the words could be given to a command: its flags, their values, how many arguments.
 * @param whole false: it is only mentioned, what is required may be missing, and placeholders stand for values
 * @throws what oclif would say to the user
 */
export async function check(command: Command.Loadable, argv: string[], whole: boolean): Promise<void> {
  const { args, baseFlags, flags: own, strict } = await command.load();
  const flags = { ...baseFlags, ...own };
  const known = { ...args };
  await Parser.parse(argv.map(plain), {
    args: whole ? known : optional(known),
    flags: whole ? flags : optional(flags, argv),
    strict: strict ?? true,
  } as Interfaces.Input<object, object, object>);
}

/** `[PERSON]`: an argument that may be left out. */
function plain(word: string): string {
  return /^\[[A-Z]+\]$/.test(word) ? word.slice(1, -1) : word;
}

interface Asked {
  required?: boolean;
  options?: readonly string[];
}

/** The same, none required; choices hold where no placeholder is among the words. */
function optional<T extends Record<string, Asked>>(asked: T, argv: readonly string[] = []): T {
  const open = argv.some((word) => PLACEHOLDER.test(word));
  const entries = Object.entries(asked).map(([name, one]) => [
    name,
    { ...one, required: false, ...(open ? { options: undefined, parse: async (word: string) => word } : {}) },
  ]);
  return Object.fromEntries(entries);
}
