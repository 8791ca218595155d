import type { Difference } from '../../../src/drift/report.ts';
import { seeded } from '../../seeded.ts';

/** A change that somebody makes on a live node or in a room, past denwaban. */
export interface ByHand {
  /** For a person who reads a failed test. */
  what: string;
  /** Two changes of one target in one round could hide each other. */
  target: string;
  /** An addition that nobody owns. */
  addition: boolean;
  make(): Promise<void>;
  /** Whether a difference that drift reports is (part of) this change. It has to name node, tenant and thing. */
  names(difference: Difference): boolean;
}

/** One node of the sandbox, for hands. */
export interface NodeByHand {
  name: string;
  /** Runs a command of Asterisk's console. */
  console(command: string): Promise<string>;
  /** Runs a shell script in the node's folder of live configuration. */
  shell(script: string): Promise<string>;
}

/** Picks with a generator that a failed test can name by its seed. */
export interface Dice {
  /** 0 … below `sides`. */
  roll(sides: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** The same rolls for the same seed. */
export function dice(seed: number): Dice {
  const next = seeded(seed);
  const roll = (sides: number): number => Math.floor(next() * sides);
  return {
    roll,
    pick: (choices) => {
      const choice = choices[roll(choices.length)];
      if (choice === undefined) throw new Error('nothing to pick from');
      return choice;
    },
  };
}
