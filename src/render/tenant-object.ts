import { MOMENTS } from '../domain/announcement.ts';
import { digestOf } from '../domain/canonical.ts';
import { Problem } from '../domain/problem.ts';
import { poolOf } from '../model/build-stack.ts';
import type { Stack } from '../model/stack.ts';
import type { Announcements, DayHours, Tenant } from '../model/tenant.ts';
import { soundKeyOf } from './asterisk/announcements.ts';
import { operatorCard } from './documents/card.ts';
import type { RenderedTenant, TenantObject } from './objects.ts';

/** Asterisk's manager takes no more in one value. */
const MAX_VALUE_BYTES = 1_000;

/** That the key is there says all; AMI puts no empty value. */
const BLOCKED = '1';

/** A tenant's values for AstDB and its operator card, each named by its digest. */
export function tenantObject(
  tenant: Tenant,
  stack: Pick<Stack, 'cards' | 'poolOf' | 'report'>,
): RenderedTenant {
  const card = operatorCard(tenant, stack.report);
  const { calls, company, hours, id } = tenant;
  const object: TenantObject = {
    format: 1,
    tenant: id,
    astdb: {
      name: value(tenant, 'company.name', company.name),
      kana: value(tenant, 'company.kana', company.kana),
      pool: poolOf(stack, id),
      weekdays: dayHours(hours.weekdays),
      saturdays: dayHours(hours.saturdays),
      holidays: dayHours(hours.holidays),
      card: value(tenant, 'the address of the operator card', `${stack.cards}/${card.digest}.html`),
      ...Object.fromEntries(
        tenant.numbers.flatMap(({ number, forwardedFrom }) =>
          forwardedFrom ? [[`line-${number}`, forwardedFrom.number]] : [],
        ),
      ),
      ...sounds(tenant.announcements),
      ...(calls?.refuseWithheld ? { withheld: 'refuse' } : {}),
      // A key each: the call looks one up, however many there are.
      ...Object.fromEntries((calls?.block ?? []).map((number) => [`block-${number}`, BLOCKED])),
    },
  };
  return { tenant: id, object, card, digest: digestOf(object) };
}

/** A holiday without a sound of its own is outside of the opening hours. */
function sounds(own: Announcements = {}): { [sound: `sound-${string}`]: string } {
  const holiday = own.holiday ?? own.outsideHours;
  const played: Announcements = { ...own, ...(holiday ? { holiday } : {}) };
  return Object.fromEntries(
    MOMENTS.flatMap((moment) => {
      const sound = played[moment];
      return sound ? [[soundKeyOf(moment), sound.digest]] : [];
    }),
  );
}

/** Text as AstDB gives it back: the manager drops white space at its beginning, and a control character would end the line. */
function value(tenant: Tenant, what: string, text: string): string {
  const trimmed = text.trim();
  const bytes = Buffer.byteLength(trimmed);
  if (bytes >= MAX_VALUE_BYTES)
    throw new Problem(
      'value-too-long',
      {
        en: `${tenant.file}: ${what} has ${bytes} bytes, and a node holds fewer than ${MAX_VALUE_BYTES}`,
        ja: `${tenant.file}: ${what} が ${bytes} バイトあり、ノードの上限 ${MAX_VALUE_BYTES} バイト以上です`,
      },
      { en: 'shorten it', ja: '短くしてください' },
    );
  if (/\p{Cc}/u.test(trimmed) || !trimmed.isWellFormed())
    throw new Problem(
      'control-character',
      {
        en: `${tenant.file}: ${what} holds a control character`,
        ja: `${tenant.file}: ${what} に制御文字があります`,
      },
      { en: 'remove it', ja: '取り除いてください' },
    );
  return trimmed;
}

function dayHours(hours: DayHours | undefined): string {
  return hours === undefined ? 'closed' : `${hours.from}-${hours.to}`.replaceAll(':', '');
}
