import type { Hook } from '@oclif/core';
import { Problem } from '../../domain/problem.ts';
import { nearest } from '../../validate/schema/nearest.ts';

/** oclif's answer to a command that it does not know: ours has a guess. Problem `command-unknown`. */
const unknownCommand: Hook.CommandNotFound = async ({ id, config }) => {
  const spoken = (name: string): string => name.replaceAll(':', ' ');
  const meant = nearest(id, config.commandIDs);
  throw new Problem(
    'command-unknown',
    { en: `there is no command “${spoken(id)}”`, ja: `“${spoken(id)}” というコマンドはありません` },
    meant
      ? { en: `did you mean ${spoken(meant)}?`, ja: `${spoken(meant)} のことですか` }
      : { en: 'see denwaban --help', ja: 'denwaban --help を見てください' },
  );
};

export default unknownCommand;
