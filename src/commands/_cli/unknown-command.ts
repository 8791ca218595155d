import type { Hook } from '@oclif/core';
import { Problem } from '../../domain/problem.ts';
import { nearest } from '../../validate/schema/nearest.ts';

/** oclif's answer to a command that it does not know: ours has a guess. Problem `command-unknown`. */
const unknownCommand: Hook.CommandNotFound = async ({ id, config }) => {
  const spoken = (name: string): string => name.replaceAll(':', ' ');
  const meant = nearest(id, config.commandIDs);
  throw new Problem(
    'command-unknown',
    `there is no command “${spoken(id)}”`,
    meant ? `did you mean ${spoken(meant)}?` : 'see denwaban --help',
  );
};

export default unknownCommand;
