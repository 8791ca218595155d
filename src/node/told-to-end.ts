/** Aborted once somebody tells this process to end. To be called once. */
export function toldToEnd(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}
