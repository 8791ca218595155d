import type { CommitRef } from './reference.ts';

/** What `_numbers.yaml` said, from the commit that wrote it to the one that took it out. */
export type Said<T> = T & { began: CommitRef; ended?: CommitRef };

/** Follows which things a file says, from version to version. */
export class Sayings<T extends object> {
  readonly all: Said<T>[] = [];
  #standing = new Map<string, Said<T>>();

  follow(said: readonly T[], ref: CommitRef): void {
    const now = new Map(said.map((saying) => [JSON.stringify(saying), saying]));
    for (const [key, standing] of this.#standing) if (!now.has(key)) standing.ended = ref;
    const standing = new Map<string, Said<T>>();
    for (const [key, saying] of now) {
      const known = this.#standing.get(key) ?? { ...saying, began: ref };
      if (!this.#standing.has(key)) this.all.push(known);
      standing.set(key, known);
    }
    this.#standing = standing;
  }
}
