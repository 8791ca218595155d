import { AmiConnection } from '../../../src/node/ami/connection.ts';
import { AmiMessage } from '../../../src/node/ami/message.ts';

/** A manager interface that answers lists by their action, and commands by their text, with what the real one was seen to say. */
export function stub(answers: {
  lists?: Record<string, readonly string[]>;
  commands?: Record<string, string>;
}): AmiConnection & { sent: object[] } {
  const sent: object[] = [];
  const ami = {
    sent,
    list: async ({ Action }: { Action: string }) =>
      (answers.lists?.[Action] ?? []).map((text) => new AmiMessage(text.split('\n'))),
    command: async (command: string) => (answers.commands?.[command] ?? '').split('\n'),
    action: async (action: object) => {
      sent.push(action);
      return new AmiMessage([]);
    },
  };
  return Object.assign(Object.create(AmiConnection.prototype), ami);
}
