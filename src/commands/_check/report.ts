import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '../../domain/language.ts';
import { dateAt } from '../../domain/local-date.ts';
import { maskAddresses } from '../../domain/mask.ts';
import { Problem } from '../../domain/problem.ts';
import { reportAddress } from '../../domain/report-address.ts';
import type { Tenant } from '../../model/tenant.ts';
import { readRooms } from '../../sandbox/chat.ts';
import { sandboxNow } from '../../sandbox/clock.ts';
import type { SandboxHome, SandboxStack } from '../../sandbox/home.ts';
import { readMails } from '../../sandbox/mail/stored.ts';
import { routeOf } from '../report/_shared/route.ts';
import { sendReport } from '../report/_shared/send.ts';
import type { Check } from './check.ts';

const PATIENCE_MS = 30_000;

/**
 * Sends a report to nobody in particular, as an operator does, and looks whether it is where the tenant's file says, and nowhere else.
 * @param calls what it is about, by id
 */
export async function checkReport(
  stack: SandboxStack,
  home: SandboxHome,
  tenant: Tenant,
  calls: readonly string[],
): Promise<Check> {
  const now = await sandboxNow(home.clock);
  const route = routeOf(tenant, undefined, stack, dateAt(now.toMillis()));
  const wanted = route.room ? [route.room.name] : route.recipients.map(({ email }) => email).sort();
  const mark = randomUUID();
  const look = async (): Promise<string[]> =>
    route.room
      ? (await readRooms(stack))
          .filter((one) => one.messages.some(({ body }) => body.includes(mark)))
          .map(({ room }) => room)
      : (await readMails(home.mail))
          .filter(({ text }) => text.includes(mark))
          .map(({ to }) => to)
          .sort();
  try {
    const text = `開通確認のための報告です。お手続きは不要です。\n(${mark})`;
    await sendReport(stack, {
      to: reportAddress(tenant.id, undefined, stack.report.domain),
      subject: '開通確認',
      text,
      calls,
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return {
      check: 'report',
      state: 'failed',
      at: now.toISO() ?? '',
      seen: masked(`${error.code}: ${error.said.message.en}`, `${error.code}: ${error.said.message.ja}`),
    };
  }
  const found = await until(look, wanted.length);
  const same = found.length > 0 && JSON.stringify(found) === JSON.stringify(wanted);
  const told = (words: string) => [...found, ...(same ? [] : [words])].join(', ');
  const list = wanted.join(', ');
  return {
    check: 'report',
    state: same ? 'ok' : 'failed',
    at: (await sandboxNow(home.clock)).toISO() ?? '',
    seen: masked(told(`wanted: ${list || 'nobody'}`), told(`届くはずの先: ${list || 'なし'}`)),
  };
}

function masked(en: string, ja: string): Text {
  return { en: maskAddresses(en), ja: maskAddresses(ja) };
}

/** Looks until as much has arrived as should, and then once more a little later: more than that would be a wrong recipient. */
async function until(look: () => Promise<string[]>, count: number): Promise<string[]> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end && (await look()).length < Math.max(count, 1)) await sleep(200);
  await sleep(500);
  return look();
}
