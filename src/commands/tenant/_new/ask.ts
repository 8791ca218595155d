import { input, select } from '@inquirer/prompts';
import { parsePersonId } from '../../../domain/ids.ts';
import type { Language } from '../../../domain/language.ts';
import type { ForwardingLine } from '../../../domain/lent-number.ts';
import { ADVICE_CAVEAT } from '../../../domain/number-advice.ts';
import type { PersonAnswer } from '../../../onboard/answers.ts';
import type { Asker } from '../../../onboard/gather.ts';
import { adviceOf } from '../../../onboard/questions.ts';
import { chargesFor, chargeText } from '../../_advice/charges.ts';
import { printable } from '../../format/printable.ts';

const PERSON = {
  ja: {
    first: '社員名簿：一人目が責任者',
    id: '宛先の + の後ろに使う符号（姓のローマ字など）',
    name: '氏名',
    kana: '氏名の読み',
    email: 'メールアドレス（なければ空のまま）',
    more: 'もう一人いるか',
    yes: 'はい',
    no: 'いいえ',
    idForm: '1〜32文字の a-z 0-9 - で、ほかの人と別のものを',
    nameForm: '空にはできない',
  },
  en: {
    first: 'The roster: the first is the person in charge',
    id: 'Id, used after + in report addresses',
    name: 'Name',
    kana: 'Reading of the name',
    email: 'Mail address, or nothing',
    more: 'Somebody else',
    yes: 'yes',
    no: 'no',
    idForm: '1 to 32 characters of a-z, 0-9 and -, another one for each person',
    nameForm: 'it cannot be empty',
  },
} as const satisfies Record<Language, unknown>;

/** Asks a person at a terminal; what is said goes to stderr, so that stdout holds results alone. */
export function terminalAsker(language: Language): Asker {
  const context = { output: process.stderr, clearPromptOnDone: false };
  const say = (text: string): void => {
    process.stderr.write(`${printable(text)}\n`);
  };
  const text = (
    message: string,
    proposed: string | undefined,
    refuse: (answer: string) => string | undefined,
  ) =>
    input(
      {
        message,
        ...(proposed === undefined ? {} : { default: proposed, prefill: 'editable' as const }),
        validate: (answer) => refuse(answer) ?? true,
      },
      context,
    );
  return {
    tell({ name }, so) {
      if (name !== 'type') return;
      const advice = adviceOf(so);
      if (advice)
        say(
          {
            en: `${advice.type}: ${advice.why.en}. ${ADVICE_CAVEAT.en}.`,
            ja: `${advice.type}: ${advice.why.ja}。${ADVICE_CAVEAT.ja}。`,
          }[language],
        );
      if (so.line !== undefined)
        for (const charge of chargesFor(so.line as ForwardingLine, undefined, 3))
          say(chargeText(charge)[language]);
    },
    async one({ ask, choices, optional }, proposed, refuse) {
      const message = ask[language];
      if (choices) {
        const listed = choices.map(({ value, words }) => ({ value, name: words[language] }));
        return select(
          { message, choices: listed, ...(proposed === undefined ? {} : { default: proposed }) },
          context,
        );
      }
      const answer = await text(message, proposed, (given) =>
        optional && given.trim() === '' ? undefined : refuse(given.trim()),
      );
      return answer.trim();
    },
    async people() {
      const words = PERSON[language];
      const people: PersonAnswer[] = [];
      say(words.first);
      for (;;) {
        const filled = (answer: string) => (answer.trim() === '' ? words.nameForm : undefined);
        const id = await text(words.id, undefined, (answer) =>
          parsePersonId(answer.trim()).ok && people.every((person) => person.id !== answer.trim())
            ? undefined
            : words.idForm,
        );
        const name = await text(words.name, undefined, filled);
        const kana = await text(words.kana, undefined, filled);
        const email = (await text(words.email, undefined, () => undefined)).trim();
        people.push({
          id: id.trim(),
          name: name.trim(),
          kana: kana.trim(),
          ...(email === '' ? {} : { email }),
        });
        const more = await select(
          {
            message: words.more,
            choices: [
              { value: 'no', name: words.no },
              { value: 'yes', name: words.yes },
            ],
          },
          context,
        );
        if (more === 'no') return people;
      }
    },
  };
}
