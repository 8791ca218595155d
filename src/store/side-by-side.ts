/** Enough to keep a bucket or a disk busy, few enough for its limits. */
const AT_ONCE = 32;

/**
 * Does something for each item, several at once. After a failure none is begun, those under way are waited for, and it is thrown: nothing
 * goes on behind the back of whoever handles it.
 * @returns the results, in the order of the items
 */
export async function sideBySide<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>): Promise<R[]> {
  const queue = [...items].entries();
  const results: R[] = [];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) {
      if (failures.length > 0) return;
      try {
        results[i] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
