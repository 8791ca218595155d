const began = performance.now();

/**
 * Runs one step of the set-up and says so with the time it took. Long steps are announced before they run; what is
 * already there is not worth a line, so callers come here only with work to do.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const alive = process.stdout.isTTY;
  if (alive) process.stdout.write(`  ${what} …`);
  else console.log(`  ${what} …`);
  const ticking = alive
    ? setInterval(() => process.stdout.write(`\r  ${what} … ${seconds()}`), 1000)
    : undefined;
  try {
    const result = await work();
    console.log(`${alive ? '\r' : ''}  ${what}: done in ${seconds()}`);
    return result;
  } catch (error) {
    console.log(`${alive ? '\r' : ''}  ${what}: failed after ${seconds()}`);
    throw error;
  } finally {
    clearInterval(ticking);
  }
}

/** Seconds since the set-up began. */
export function elapsed() {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
