import { AmiConnection, AmiRefused } from '../../../src/node/ami/connection.ts';
import { AmiMessage } from '../../../src/node/ami/message.ts';

/** A manager interface that answers lists by their action, and commands by their text, with what the real one was seen to say. */
export function stub(answers: {
  lists?: Record<string, readonly string[]>;
  commands?: Record<string, string>;
  /** Actions and commands that it does not know, as where their module was unloaded. */
  refused?: readonly string[];
}): AmiConnection & { sent: object[] } {
  const sent: object[] = [];
  const refuse = (what: string): void => {
    if (answers.refused?.includes(what)) throw new AmiRefused(`Invalid/unknown command: ${what}`);
  };
  const ami = {
    sent,
    list: async ({ Action }: { Action: string }) => {
      refuse(Action);
      return (answers.lists?.[Action] ?? []).map((text) => new AmiMessage(text.split('\n')));
    },
    command: async (command: string) => {
      refuse(command);
      return (answers.commands?.[command] ?? '').split('\n');
    },
    action: async (action: object) => {
      sent.push(action);
      return new AmiMessage([]);
    },
  };
  return Object.assign(Object.create(AmiConnection.prototype), ami);
}
