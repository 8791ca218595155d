import { open, readFile, writeFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import { parseLocalDate, ZONE } from '../domain/local-date.ts';
import { Problem } from '../domain/problem.ts';

/** Seconds that the sandbox's nodes add to the machine's clock. Problem `sandbox-not-up` where there is none yet. */
export async function readOffset(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Problem(
      'sandbox-not-up',
      { en: 'the sandbox has no clock yet', ja: '試験環境にまだ時計がありません' },
      { en: 'Run: denwaban sandbox up', ja: 'denwaban sandbox up を実行してください' },
      {
        cause: error,
      },
    );
  });
  return Number(text);
}

/** What the sandbox's clock shows, in Japan. */
export async function sandboxNow(file: string): Promise<DateTime> {
  return DateTime.now()
    .setZone(ZONE)
    .plus({ seconds: await readOffset(file) });
}

/** Starts the clock at an instant, unless it runs already. */
export async function ensureClock(file: string, start: string): Promise<void> {
  try {
    await writeFile(file, format(offsetTo(parseMoment(start, DateTime.now().setZone(ZONE)))), {
      flag: 'wx',
      mode: 0o644,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/**
 * Moves the clock.
 * @param moment a day in Japan, whose time of day stays as it is, or an instant with its zone. Problem `bad-moment`
 * @returns what it shows now
 */
export async function moveClock(file: string, moment: string): Promise<DateTime> {
  const target = parseMoment(moment, await sandboxNow(file));
  // In place and of one length: the containers have this very file mounted, and may read it at any moment.
  const handle = await open(file, 'r+');
  try {
    await handle.write(format(offsetTo(target)), 0);
  } finally {
    await handle.close();
  }
  return target;
}

function parseMoment(text: string, now: DateTime): DateTime {
  const day = parseLocalDate(text);
  if (day.ok) {
    const { hour, minute, second } = now;
    return DateTime.fromISO(text, { zone: ZONE }).set({ hour, minute, second });
  }
  const instant = DateTime.fromISO(text, { setZone: true });
  if (!instant.isValid || !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    throw new Problem(
      'bad-moment',
      {
        en: `${JSON.stringify(text)} is neither a day nor an instant with its zone`,
        ja: `${JSON.stringify(text)} は日付でも時差つきの日時でもありません`,
      },
      {
        en: 'Write it as 2026-12-01 or 2026-12-01T09:00:00+09:00.',
        ja: '2026-12-01 か 2026-12-01T09:00:00+09:00 のように書いてください',
      },
    );
  }
  return instant.setZone(ZONE);
}

function offsetTo(target: DateTime): number {
  // Rounded up: at a boundary that it is moved to, it is over it.
  return Math.ceil(target.diffNow('seconds').seconds);
}

function format(seconds: number): string {
  return `${String(seconds).padStart(15)}\n`;
}
