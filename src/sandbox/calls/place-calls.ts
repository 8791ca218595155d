import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxStack } from '../home.ts';
import { carrierAddress, type NodePlace, nodePlaces, SIP_PORT } from '../place.ts';
import type { SipMessage } from '../sip/message.ts';
import { injectionList, readMessages, runSipp } from '../sip/sipp.ts';
import type { CallResult, PlacedCall } from './call.ts';
import { type NumberedCall, numberCalls, resultsOf } from './match.ts';
import type { Phones } from './phones.ts';

/** One call's patience: ringing, an announcement, and some. */
const CALL_MS = 100_000;

/**
 * Places calls on every node, on each as many at once as there are operators, with one sipp a node.
 * @param phones switched on
 * @param nodes every call is placed on each of them
 * @returns one result for each node and call: node by node, calls in the order given
 */
export async function placeCalls(
  stack: SandboxStack,
  phones: Phones,
  nodes: readonly NodePlace[],
  calls: readonly PlacedCall[],
  folder: string,
): Promise<CallResult[]> {
  if (calls.length === 0) return [];
  const numbered = numberCalls(calls);
  // Runs on other nodes may go on at the same time: each has its own list, and a port by the node's place in the stack.
  const list = join(folder, `calls-${nodes.map(({ name }) => name).join('-')}.csv`);
  await writeFile(list, injectionList(numbered.map(fields)), { mode: 0o600 });
  const all = nodePlaces(stack).map(({ name }) => name);

  const before = await phones.messages();
  const placed = await Promise.all(
    nodes.map(async (node) => {
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
  return placed.flatMap(({ node, messages }) => resultsOf(node, numbered, messages, rung));
}

/** What the carrier scenario takes from its list. The header line is never empty: an empty line would end the headers. */
function fields({ number, from, forwardedFrom }: NumberedCall): string[] {
  const header =
    forwardedFrom === undefined ? 'X-Carrier: sandbox' : `Diversion: <sip:${forwardedFrom}@carrier.invalid>`;
  return [number, from, header];
}
