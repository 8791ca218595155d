import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

export interface Measured {
  seconds: number;
  /** Of the process itself, without what it starts. */
  peakMiB: number;
  stdout: string;
}

/** Runs a program to its end; throws where it fails. */
export async function measured(cwd: string, command: string, args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const running = execa(command, args, { cwd, stdin: 'ignore', env: { NO_COLOR: '1' }, maxBuffer: 2 ** 28 });
  let peakMiB = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${running.pid}/status`, 'utf8').catch(() => '');
    const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
    peakMiB = Math.max(peakMiB, Math.round(peak / 1024));
  }, 100);
  try {
    const { stdout } = await running;
    return { seconds: since(started), peakMiB, stdout };
  } finally {
    clearInterval(watch);
  }
}

/** Seconds, to a tenth. */
export function since(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10;
}
