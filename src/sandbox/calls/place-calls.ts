import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxStack } from '../home.ts';
import { callPlaces, carrierAddress, type NodePlace, SIP_PORT } from '../place.ts';
import type { SipMessage } from '../sip/message.ts';
import { injectionList, readMessages, runSipp } from '../sip/sipp.ts';
import type { CallResult, PlacedCall } from './call.ts';
import { answeredThrough, type NumberedCall, numberCalls, resultsOf } from './match.ts';
import type { Phones } from './phones.ts';

/** One call's patience: ringing, an announcement, and some. */
const CALL_MS = 100_000;

/**
 * Places calls on edges or nodes, on each as many at once as there are operators, with one sipp each.
 * @param phones switched on
 * @param places every call is placed on each of them
 * @returns one result for each place and call: place by place, calls in the order given
 */
export async function placeCalls(
  stack: SandboxStack,
  phones: Phones,
  places: readonly NodePlace[],
  calls: readonly PlacedCall[],
  folder: string,
): Promise<CallResult[]> {
  if (calls.length === 0) return [];
  const numbered = numberCalls(calls);
  // Runs on other machines may go on at the same time: each has its own list, and a port by the machine's place in the stack.
  const list = join(folder, `calls-${places.map(({ name }) => name).join('-')}.csv`);
  await writeFile(list, injectionList(numbered.map(fields)), { mode: 0o600 });
  const all = callPlaces(stack).map(({ name }) => name);

  const before = await phones.messages();
  const placed = await Promise.all(
    places.map(async (node) => {
      const run = { folder, name: `carrier-${node.name}` };
      await runSipp({
        ...run,
        scenario: 'carrier',
        local: carrierAddress(stack),
        localPort: SIP_PORT + all.indexOf(node.name) * 10,
        remote: { host: node.address, port: SIP_PORT },
        arguments: [
          '-inf',
          list,
          '-m',
          `${calls.length}`,
          '-l',
          `${Math.max(1, stack.operators.length)}`,
          '-r',
          '20',
        ],
        timeoutMs: CALL_MS + calls.length * 10_000,
      });
      return { node, messages: await readMessages(run) };
    }),
  );
  const rung = new Map<string, SipMessage[]>();
  for (const [operator, log] of await phones.messages()) {
    rung.set(operator, log.slice(before.get(operator)?.length ?? 0));
  }
  // A node rings a phone through either edge, whichever its call came through.
  const answered = answeredThrough(
    stack.edges.map(({ address }) => address),
    rung,
  );
  return placed.flatMap(({ node, messages }) =>
    resultsOf(
      node.name,
      numbered,
      messages,
      stack.edges.length > 0 ? answered : answeredThrough([node.address], rung),
    ),
  );
}

/** What the carrier scenario takes from its list. The header line is never empty: an empty line would end the headers. */
function fields({ number, from, forwardedFrom }: NumberedCall): string[] {
  const header =
    forwardedFrom === undefined ? 'X-Carrier: sandbox' : `Diversion: <sip:${forwardedFrom}@carrier.invalid>`;
  return [number, from, header];
}
