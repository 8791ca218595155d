import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { recipients } from '../../domain/recipients.ts';
import type { ChatworkReport, MailReport, Tenant } from '../../model/tenant.ts';
import { mailRouting } from '../../render/mail-routing.ts';
import { readRooms } from '../chat.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { readMails } from '../mail/stored.ts';
import { denwaban } from './cli.ts';
import { type DemoRow, row } from './row.ts';

const PATIENCE_MS = 20_000;

/** One report on each channel; by mail, for a person without an address where there is one. */
export async function reportRows(
  project: string,
  stack: SandboxStack,
  home: SandboxHome,
  tenants: readonly Tenant[],
  today: string,
): Promise<DemoRow[]> {
  const current = tenants.filter(
    ({ contract }) => contract.starts <= today && (contract.ends ?? '9999') >= today,
  );
  const mail = byMail(current);
  const chat = current.find((tenant) => tenant.report.channel === 'chatwork');
  return Promise.all([
    ...(mail ? [mailRow(project, stack, home, mail.tenant, mail.report, mail.person)] : []),
    ...(chat ? [chatRow(project, stack, chat, chat.report as ChatworkReport)] : []),
  ]);
}

/** The tenant whose report shows most: somebody without an address is asked for. */
function byMail(tenants: readonly Tenant[]) {
  const choices = tenants.flatMap((tenant) =>
    tenant.report.channel === 'mail'
      ? [{ tenant, report: tenant.report, person: tenant.roster.find(({ email }) => email === undefined) }]
      : [],
  );
  return choices.find(({ person }) => person !== undefined) ?? choices[0];
}

async function mailRow(
  project: string,
  stack: SandboxStack,
  home: SandboxHome,
  tenant: Tenant,
  report: MailReport,
  person: Tenant['roster'][number] | undefined,
): Promise<DemoRow> {
  const mark = randomUUID();
  const wanted = recipients(mailRouting(tenant, report), person?.id).map(({ email }) => email);
  const what = {
    en: `report to ${tenant.id}${person ? `+${person.id}, who has no address` : ''}`,
    ja: `受電報告 ${tenant.id}${person ? `+${person.id}（宛先なし）` : ''}`,
  };
  const sent = await send(project, stack, tenant, person?.id, mark);
  if (sent !== undefined) return row(what, wanted.join(', '), sent);
  const arrived = async () =>
    (await readMails(home.mail)).filter(({ text }) => text.includes(mark)).map(({ to }) => to);
  return row(what, wanted.toSorted().join(', '), (await until(arrived, wanted.length)).toSorted().join(', '));
}

async function chatRow(
  project: string,
  stack: SandboxStack,
  tenant: Tenant,
  report: ChatworkReport,
): Promise<DemoRow> {
  const mark = randomUUID();
  const what = { en: `report to ${tenant.id} (Chatwork)`, ja: `受電報告 ${tenant.id}（Chatwork）` };
  const sent = await send(project, stack, tenant, undefined, mark);
  if (sent !== undefined) return row(what, report.room, sent);
  const arrived = async () =>
    (await readRooms(stack))
      .filter(({ messages }) => messages.some(({ body }) => body.includes(mark)))
      .map(({ room }) => room);
  return row(what, report.room, (await until(arrived, 1)).join(', '));
}

/** @returns what went wrong, if anything */
async function send(
  project: string,
  stack: SandboxStack,
  tenant: Tenant,
  person: string | undefined,
  mark: string,
): Promise<string | undefined> {
  const to = ['--tenant', tenant.id, ...(person === undefined ? [] : ['--person', person])];
  const text = `鈴木様よりお電話。折り返しをお願いします。\n(${mark})`;
  const result = await denwaban(project, ['report', 'send', '--stack', stack.name, ...to, '--text', text]);
  return result.exitCode === 0 ? undefined : result.stderr.trim();
}

/** Looks until as much has arrived as should, and then once more a little later: more than that would be a wrong recipient. */
async function until(look: () => Promise<string[]>, count: number): Promise<string[]> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end && (await look()).length < count) await sleep(200);
  await sleep(500);
  return look();
}
