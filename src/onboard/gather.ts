import type { Language, Text } from '../domain/language.ts';
import type { Answers, PersonAnswer } from './answers.ts';
import { type Known, QUESTIONS, type Question, type SoFar } from './questions.ts';

/** How somebody is asked. Absent: nobody is there, and what is proposed is taken. */
export interface Asker {
  /** Asks until the answer can be taken; an empty one only where it may be left out. */
  one(
    question: Question,
    proposed: string | undefined,
    refuse: (text: string) => string | undefined,
  ): Promise<string>;
  people(): Promise<PersonAnswer[]>;
  /** Something to know before the next question. */
  tell(question: Question, so: SoFar): void;
}

/** An answer that is missing or cannot be taken, and how it is to be written. */
export interface Unfit {
  name: string;
  given?: string;
  how: Text;
}

/**
 * All answers: those that were given, then those that somebody gives who is asked.
 * @returns undefined answers where some are missing or unfit: all of these, so that one run tells them
 */
export async function gather(
  given: SoFar,
  { people, to }: { people: readonly PersonAnswer[]; to: readonly string[] },
  known: Known,
  { asker, language }: { asker?: Asker | undefined; language: Language },
): Promise<{ answers?: Answers; unfit: readonly Unfit[] }> {
  const so: { -readonly [K in keyof SoFar]: SoFar[K] } = {};
  const unfit: Unfit[] = [];
  for (const question of QUESTIONS) {
    const { name, when, optional, quiet } = question;
    const text = given[name];
    if (when && !when(so)) continue;
    const refuse = (answer: string): string | undefined => refusal(question, answer, so, known)?.[language];
    if (text !== undefined) {
      const how = refusal(question, text, so, known);
      if (how === undefined) so[name] = text;
      else unfit.push({ name, given: text, how });
      continue;
    }
    const proposed = question.propose?.(so, known);
    if (asker && !quiet) {
      asker.tell(question, so);
      const answer = await asker.one(question, proposed, refuse);
      if (answer !== '') so[name] = answer;
    } else if (proposed !== undefined) so[name] = proposed;
    else if (!optional) unfit.push({ name, how: question.ask });
  }
  const staff = people.length > 0 || !asker ? people : await asker.people();
  if (staff.length === 0) unfit.push({ name: 'person', how: PERSON });
  return unfit.length > 0 ? { unfit } : { answers: answersOf(so, staff, to), unfit };
}

const PERSON: Text = {
  ja: '社員名簿の一人目（責任者）',
  en: 'the first of the roster, who is in charge',
};

function refusal({ choices, refuse, ask }: Question, text: string, so: SoFar, known: Known) {
  if (choices && !choices.some(({ value }) => value === text)) return ask;
  return refuse?.(text, so, known);
}

/** Every value has passed its question. */
function answersOf(so: SoFar, people: readonly PersonAnswer[], to: readonly string[]): Answers {
  const { invite, 'room-id': roomId, ...rest } = so;
  return {
    ...(rest as unknown as Omit<Answers, 'people' | 'to' | 'invite' | 'room-id'>),
    people,
    ...(to.length > 0 ? { to } : {}),
    ...(roomId === undefined ? {} : { 'room-id': Number(roomId) }),
    ...(invite === undefined ? {} : { invite: invite === 'yes' }),
  };
}
