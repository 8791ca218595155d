import { Listr } from 'listr2';
import type { Step } from '../../apply/engines/engine.ts';
import { inSilence, type Show, timed } from '../../apply/progress.ts';
import type { Language, Text } from '../../domain/language.ts';

const DOING: Record<Step['action'], Text> = {
  create: { en: 'making', ja: '作成中' },
  update: { en: 'changing', ja: '変更中' },
  mend: { en: 'mending', ja: '修復中' },
  delete: { en: 'taking away', ja: '削除中' },
  none: { en: 'looking at', ja: '確認中' },
};

/** Shows steps on a terminal; without one, nothing. */
export function showing(title: Text, language: Language): Show {
  if (!process.stderr.isTTY) return inSilence;
  return async <T>(work: Parameters<Show>[0]): Promise<T> => {
    let result: { value: T } | undefined;
    const tasks = new Listr([
      {
        title: title[language],
        task: async (_context, task) => {
          let done = 0;
          const value = await timed(task, () =>
            work({
              step: ({ type, name, action }, phase) => {
                if (phase === 'end') done++;
                const doing = DOING[action];
                const words = {
                  en: `${doing.en} ${type} ${name} (${done} done)`,
                  ja: `${doing.ja}: ${type} ${name}（${done} 件完了）`,
                };
                task.output = words[language];
              },
              wait: (seconds) => {
                const words = {
                  en: `waiting ${seconds} s for Chatwork's limit of requests`,
                  ja: `Chatwork の回数制限のため ${seconds} 秒待っています`,
                };
                task.output = words[language];
              },
              say: (what) => {
                task.output = what[language];
              },
            }),
          );
          result = { value: value as T };
        },
      },
    ]);
    await tasks.run();
    if (!result) throw new Error('the work ended without a result');
    return result.value;
  };
}
