import type { NodeName } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';

/** Gathers what did not stop an apply but has to be said at its end. */
export class Notices {
  readonly #silent = new Set<NodeName>();
  /** By their English. */
  readonly #lines = new Map<string, Text>();

  /** A node that said nothing: it keeps its new pointers and catches up by itself. The apply ends with exit code 1. */
  silent(node: NodeName): void {
    this.#silent.add(node);
  }

  isSilent(node: NodeName): boolean {
    return this.#silent.has(node);
  }

  /** A line for a person, without names or addresses. */
  say(line: Text): void {
    this.#lines.set(line.en, line);
  }

  get silentNodes(): NodeName[] {
    return [...this.#silent].sort();
  }

  get lines(): Text[] {
    return [...this.#lines.values()];
  }
}
