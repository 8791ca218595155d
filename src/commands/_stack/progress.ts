import { Listr } from 'listr2';
import type { Step } from '../../apply/engines/engine.ts';
import { inSilence, type Show } from '../../apply/progress.ts';

const DOING: Record<Step['action'], string> = {
  create: 'making',
  update: 'changing',
  mend: 'mending',
  delete: 'taking away',
  none: 'looking at',
};

/** Shows steps on a terminal; without one, nothing. */
export function showing(title: string): Show {
  if (!process.stderr.isTTY) return inSilence;
  return async <T>(work: Parameters<Show>[0]): Promise<T> => {
    let result: { value: T } | undefined;
    const tasks = new Listr([
      {
        title,
        task: async (_context, task) => {
          let done = 0;
          const value = await work({
            step: ({ type, name, action }, phase) => {
              if (phase === 'end') done++;
              task.output = `${DOING[action]} ${type} ${name} (${done} done)`;
            },
            wait: (seconds) => {
              task.output = `waiting ${seconds} s for Chatwork's limit of requests`;
            },
            say: (what) => {
              task.output = what;
            },
          });
          result = { value: value as T };
        },
      },
    ]);
    await tasks.run();
    if (!result) throw new Error('the work ended without a result');
    return result.value;
  };
}
