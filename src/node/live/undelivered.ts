import { readdir, rm } from 'node:fs/promises';
import type { Alarms } from '../../store/alarms.ts';
import { mailProgram } from '../disk/mail-program.ts';

/** How long a report that came back counts, in milliseconds. */
const REMEMBERED_MS = 24 * 3_600_000;
/** Where reports for Chatwork wait. */
const ROOMS = '@chatwork.invalid';

/** Seconds after which a report that waits is late. */
export interface Late {
  room: number;
  mail: number;
}

/**
 * Counts the reports that have not reached who they are for: late in Postfix's queue, or sent back since yesterday. Throws where Postfix
 * cannot be asked.
 * @param root the node's folder
 * @param now milliseconds since 1970
 */
export async function undeliveredAlarms(root: string, late: Late, now: number): Promise<Alarms> {
  const { lines, problem } = await mailProgram('postqueue', ['-c', `${root}/live/postfix`, '-j']);
  if (problem !== undefined) throw new Error(problem);
  return {
    'report-late': lateMails(lines, late, now),
    'report-returned': await returnedMails(`${root}/spool/returned`, now),
  };
}

/** How many of the mails that `postqueue -j` lists, one a line, are late. */
export function lateMails(lines: readonly string[], late: Late, now: number): number {
  return lines.filter((line) => {
    const { arrival_time, recipients } = JSON.parse(line) as {
      arrival_time: number;
      recipients: { address: string }[];
    };
    const limit = recipients.some(({ address }) => address.endsWith(ROOMS)) ? late.room : late.mail;
    return now / 1000 - arrival_time > limit;
  }).length;
}

/** How many marks of mails that came back lie in a folder; older ones are taken away. A mark's name begins with its milliseconds since 1970. */
export async function returnedMails(folder: string, now: number): Promise<number> {
  const marks = await readdir(folder).catch((): string[] => []);
  const old = marks.filter((mark) => now - Number.parseInt(mark, 10) > REMEMBERED_MS);
  await Promise.all(old.map((mark) => rm(`${folder}/${mark}`, { force: true })));
  return marks.length - old.length;
}
