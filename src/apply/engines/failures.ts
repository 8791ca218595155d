import { ChatworkProblem } from '../../chatwork/problem.ts';
import { Problem } from '../../domain/problem.ts';
import type { ResourceType } from '../../plan/resource.ts';

/** What went wrong in an apply. A room holds nobody up: calls and mail do not wait for Chatwork. */
export class Failures {
  readonly #grave: unknown[] = [];
  readonly #rooms: Problem[] = [];

  /** @param type of the resource; undefined: it was of none */
  add(type: ResourceType | undefined, error: unknown): void {
    if (isTolerable(type, error)) this.#rooms.push(error);
    else this.#grave.push(error);
  }

  /** Where Chatwork cannot be reached at all, or refuses us, the remaining rooms are not worth trying. */
  get stopsRooms(): boolean {
    return this.#rooms.some(
      (problem) =>
        problem instanceof ChatworkProblem && (problem.temporary || problem.code === 'chatwork-unauthorised'),
    );
  }

  /** Throws the first failure that ends the apply. */
  stopIfGrave(): void {
    if (this.#grave.length > 0) throw this.#grave[0];
  }

  /** At the end: throws the first failure, with how many rooms failed besides. */
  finish(): void {
    this.stopIfGrave();
    const [first, ...more] = this.#rooms;
    if (!first) return;
    if (more.length === 0) throw first;
    const { message, action } = first.said;
    throw new Problem(
      first.code,
      {
        en: `${message.en}; and ${more.length} more rooms failed`,
        ja: `${message.ja}。ほか ${more.length} 室でも失敗しました`,
      },
      action,
    );
  }
}

/** Whether all the rest goes on after this failure. */
export function isTolerable(type: ResourceType | undefined, error: unknown): error is Problem {
  return type === 'ChatworkRoom' && error instanceof Problem;
}
