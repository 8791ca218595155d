import type { Text } from '../domain/language.ts';
import type { Step } from './engines/engine.ts';

/** What a long piece of work tells while it runs. */
export interface Progress {
  step: (step: Step, phase: 'begin' | 'end') => void;
  /** Seconds that are waited for Chatwork's limit. */
  wait: (seconds: number) => void;
  /** What is being done, where it is no step of an engine. */
  say: (what: Text) => void;
}

/** Runs work and shows its progress somewhere. */
export type Show = <T>(work: (progress: Progress) => Promise<T>) => Promise<T>;

/** Shows nothing. */
export const inSilence: Show = (work) => work({ step: () => {}, wait: () => {}, say: () => {} });

/**
 * Does a step's work while its title says how long it has gone on, second by second.
 * @param step what is shown, such as a task of listr2
 */
export async function timed<T>(step: { title?: string | undefined }, work: () => Promise<T>): Promise<T> {
  const { title } = step;
  const began = performance.now();
  const ticking = setInterval(() => {
    step.title = `${title} (${Math.round((performance.now() - began) / 1000)} s)`;
  }, 1_000);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
  }
}
