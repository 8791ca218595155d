import { execa } from 'execa';
import { maskAddresses } from '../../domain/mask.ts';

/** The slowest, a table of 10,000 tenants, takes less than a second. */
const LIMIT_MS = 60_000;

/** Postfix's own, Dovecot's, and what speaks TLS with them. */
type MailProgram = 'postmap' | 'postconf' | 'postfix' | 'postqueue' | 'doveadm' | 'openssl';

/**
 * Runs one of the mail programs to its end. One that hangs must not keep the agent from all the rest.
 * @returns what it printed, and why it failed where it did: without anybody's address
 * @throws where it has not ended in time
 */
export async function mailProgram(
  program: MailProgram,
  args: readonly string[],
  limitMs = LIMIT_MS,
): Promise<{ lines: string[]; problem?: string }> {
  // A process group of its own: Postfix's programs are scripts too, and what these have started holds the output open.
  const running = execa(program, args, { reject: false, stdin: 'ignore', detached: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    if (running.pid !== undefined) endGroup(running.pid);
  }, limitMs);
  const result = await running.finally(() => clearTimeout(timer));
  if (late) throw new Error(`${program} did not end within ${limitMs / 1000} s`);
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  if (!result.failed) return { lines };
  const why = result.stderr.trim().split('\n').at(-1) || result.originalMessage || `exit ${result.exitCode}`;
  return { lines, problem: `${program} failed: ${maskAddresses(why)}` };
}

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
