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
