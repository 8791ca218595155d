import type { DateTime } from 'luxon';
import { same, type Text } from '../../domain/language.ts';
import { formatLentNumber, type LentNumber } from '../../domain/lent-number.ts';
import { Problem } from '../../domain/problem.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { CallResult } from '../../sandbox/calls/call.ts';
import { readCard } from '../../sandbox/calls/card.ts';
import { withPhones } from '../../sandbox/calls/session.ts';
import { sandboxNow } from '../../sandbox/clock.ts';
import { expectedCalls } from '../../sandbox/demo/expected.ts';
import type { SandboxHome, SandboxStack } from '../../sandbox/home.ts';
import type { Check } from './check.ts';

/** The tenant's phone numbers of that moment. */
function activePhones(tenant: Tenant, now: DateTime): LentNumber[] {
  return expectedCalls([tenant], now).flatMap(({ tenant: holder, call, expected }) =>
    holder === undefined || expected === 'fax' ? [] : [call.number as LentNumber],
  );
}

/**
 * Calls each of the tenant's phone numbers through each edge, and looks at the phone of the operator who answers.
 * @returns two checks a number, the ids of the calls that were answered (each wants a report), and the numbers
 */
export async function checkCalls(
  stack: SandboxStack,
  home: SandboxHome,
  tenant: Tenant,
): Promise<{ checks: Check[]; calls: string[]; numbers: LentNumber[] }> {
  const now = await sandboxNow(home.clock);
  const numbers = activePhones(tenant, now);
  if (numbers.length === 0) {
    throw new Problem(
      'no-active-number',
      {
        en: `${tenant.id} has no phone number on ${now.toFormat('yyyy-MM-dd')}`,
        ja: `${tenant.id} には ${now.toFormat('yyyy-MM-dd')} に使える電話番号がありません`,
      },
      {
        en: 'look at its numbers’ and its contract’s dates, or move the sandbox’s clock: denwaban sandbox clock DATE',
        ja: '番号と契約の日付を確かめるか、denwaban sandbox clock DATE で試験環境の時計を動かしてください',
      },
    );
  }
  // Without Diversion: that a call came by the tenant's own line is for the tenant to show.
  const results = await withPhones(stack, home, ({ place }) => place(numbers.map((number) => ({ number }))));
  const byNumber = Map.groupBy(results, ({ number }) => number);
  const checks = await Promise.all(
    numbers.map((number) => checkNumber(tenant, number, byNumber.get(number) ?? [], home)),
  );
  const calls = results.flatMap(({ phone }) => phone?.headers['X-Denwaban-Call'] ?? []);
  return { checks: checks.flat(), calls, numbers };
}

async function checkNumber(
  tenant: Tenant,
  number: LentNumber,
  results: readonly CallResult[],
  home: SandboxHome,
): Promise<Check[]> {
  const at = (await sandboxNow(home.clock)).toISO() ?? '';
  const arrived = results.length > 0 && results.every(({ outcome }) => outcome === 'operator');
  const ways = results.map(
    ({ node, outcome, status, phone }) => `${node}: ${phone?.operator ?? `${outcome} ${status}`}`,
  );
  const found = (await Promise.all(results.map((one) => defectsOf(tenant, number, one)))).flat();
  const defects = [...new Map(found.map((defect) => [defect.en, defect])).values()];
  const shown = results.find(({ phone }) => phone)?.phone?.display ?? '';
  return [
    { check: 'call', state: arrived ? 'ok' : 'failed', at, number, seen: same(ways.join(', ')) },
    {
      check: 'greeting',
      state: arrived && defects.length === 0 ? 'ok' : 'failed',
      at,
      number,
      seen: arrived
        ? seenWords(`${shown}「${tenant.company.greeting}」`, defects)
        : { en: 'no operator was reached', ja: 'オペレーターにつながりませんでした' },
    },
  ];
}

function seenWords(shown: string, defects: readonly Text[]): Text {
  return {
    en: [shown, ...defects.map(({ en }) => en)].join('; '),
    ja: [shown, ...defects.map(({ ja }) => ja)].join('、'),
  };
}

function differs(what: string, found: string, wanted: string): Text {
  return { en: `${what} is ${found}, not ${wanted}`, ja: `${what} が ${wanted} ではなく ${found} です` };
}

/** What the operator would not see, or see wrong. */
async function defectsOf(tenant: Tenant, number: LentNumber, { phone }: CallResult): Promise<Text[]> {
  const assignment = tenant.numbers.find((one) => one.number === number);
  if (!phone || !assignment) return [];
  const label = assignment.usage === 'forwarding' ? '転送' : '表記';
  const wanted = {
    display: `[${label}] ${tenant.company.name}`,
    'X-Denwaban-Tenant': tenant.id,
    'X-Denwaban-Number': formatLentNumber(number),
    'X-Denwaban-Mode': assignment.usage,
  };
  const found: Record<string, string | undefined> = { ...phone.headers, display: phone.display };
  const card = phone.card === undefined ? undefined : await readCard(phone.card);
  return [
    ...Object.entries(wanted).flatMap(([what, value]) =>
      found[what] === value ? [] : [differs(what, JSON.stringify(found[what] ?? ''), JSON.stringify(value))],
    ),
    ...(card === undefined
      ? [{ en: 'there is no operator card', ja: 'オペレーターカードがありません' }]
      : []),
    ...(card === undefined || card.includes(tenant.company.greeting)
      ? []
      : [{ en: 'the card has another greeting', ja: 'カードの応答文が違います' }]),
  ];
}
