import type { Text } from '../../domain/language.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { CallResult } from '../calls/call.ts';
import { readCard } from '../calls/card.ts';
import { withPhones } from '../calls/session.ts';
import { sandboxNow } from '../clock.ts';
import type { SandboxHome, SandboxStack } from '../home.ts';
import { type ExpectedCall, expectedCalls } from './expected.ts';
import { type DemoRow, row } from './row.ts';

/** A number that nobody holds, and one that is not ours. */
const NOBODYS: ExpectedCall[] = ['0350000998', '0312345678'].map((number) => ({
  call: { number },
  expected: 'refused, 404',
}));

/** Calls each number through each edge. One row for each number: what came of it by every way, where that is the same. */
export async function callRows(
  stack: SandboxStack,
  home: SandboxHome,
  tenants: readonly Tenant[],
): Promise<DemoRow[]> {
  const wanted = [...expectedCalls(tenants, await sandboxNow(home.clock)), ...NOBODYS];
  const results = await withPhones(stack, home, ({ place }) => place(wanted.map(({ call }) => call)));
  const byNumber = Map.groupBy(results, ({ number }) => number);
  const greetings = new Map(tenants.map((tenant) => [tenant.id as string, tenant.company.greeting]));
  return Promise.all(
    wanted.map(async ({ call, tenant, expected }) => {
      const seen = await Promise.all(
        (byNumber.get(call.number) ?? []).map((result) => describe(result, expected, greetings)),
      );
      const same = new Set(seen).size === 1 ? seen[0] : seen.join(' / ');
      return row(
        callWords(`${call.number}${tenant === undefined ? '' : ` (${tenant})`}`),
        expected,
        same ?? 'nothing',
      );
    }),
  );
}

function callWords(to: string): Text {
  return { en: `call ${to}`, ja: `電話 ${to}` };
}

/** A call's outcome in the words of what is expected of it. An operator who cannot read the greeting has not got the call. */
async function describe(
  result: CallResult,
  expected: string,
  greetings: ReadonlyMap<string, string>,
): Promise<string> {
  switch (result.outcome) {
    case 'operator':
      return `${result.phone?.display ?? ''}${await cardDefect(result, greetings)}`;
    case 'announcement':
      return expected === 'announcement' ? 'announcement' : `announcement, ${result.status}`;
    case 'refused':
      return `refused, ${result.status}`;
    default:
      return result.outcome;
  }
}

async function cardDefect({ phone }: CallResult, greetings: ReadonlyMap<string, string>): Promise<string> {
  const greeting = greetings.get(phone?.headers['X-Denwaban-Tenant'] ?? '');
  const card = phone?.card === undefined ? undefined : await readCard(phone.card);
  if (card === undefined) return ' (no card)';
  return greeting !== undefined && card.includes(greeting) ? '' : ' (card without greeting)';
}
