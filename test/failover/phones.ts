import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { unavailableMembers } from '../../src/sandbox/calls/queue-members.ts';
import { nodeCli } from '../../src/sandbox/cluster/node-cli.ts';
import { sandboxStatus } from '../../src/sandbox/cluster/status.ts';
import type { SandboxHome, SandboxStack } from '../../src/sandbox/home.ts';
import { nodePlaces, phoneAddress, SIP_PORT } from '../../src/sandbox/place.ts';
import { injectionList, messageFile, readMessages, runSipp } from '../../src/sandbox/sip/sipp.ts';
import { type Ring, ringsOf } from './rings.ts';

const NAME = 'phones';
/** A test lasts: nobody registers twice, and what a restarted edge knows it has from the other one. */
const REGISTERED_S = 3_600;
const REGISTER_MS = 30_000;
const FOUND_MS = 30_000;

type Sipp = ReturnType<typeof startPhones>;

/** The phones of all of a stack's operators, registered at each edge. One sipp is all of them: what they do is read from its log. */
export class Phones {
  readonly #folder: string;
  readonly #sipp: Sipp;

  private constructor(folder: string, sipp: Sipp) {
    this.#folder = folder;
    this.#sipp = sipp;
  }

  /** @param folder for lists and logs */
  static async open(stack: SandboxStack, home: SandboxHome, folder: string): Promise<Phones> {
    const address = phoneAddress(stack, 0);
    const { operators } = await sandboxStatus(stack, home);
    const rows = operators.map(({ id, password }) => [
      id,
      `[authentication username=${id} password=${password}]`,
      `${address}:${SIP_PORT}`,
      String(REGISTERED_S),
    ]);
    const list = join(folder, 'operators.csv');
    await writeFile(list, injectionList(rows), { mode: 0o600 });
    const from = { local: address, localPort: SIP_PORT, folder };
    for (const { name, address: host } of stack.edges) {
      await runSipp({
        ...{ ...from, scenario: 'register', name: `register-${name}`, remote: { host, port: SIP_PORT } },
        arguments: ['-inf', list, '-m', String(rows.length), '-r', '50'],
        timeoutMs: REGISTER_MS,
      });
    }
    const phones = new Phones(folder, startPhones(address, folder));
    await untilFound(stack);
    return phones;
  }

  /** Everything that has rung so far. */
  async rings(): Promise<Ring[]> {
    return ringsOf(await readMessages({ folder: this.#folder, name: NAME }));
  }

  async close(): Promise<void> {
    this.#sipp.kill('SIGKILL');
    await this.#sipp;
  }
}

function startPhones(address: string, folder: string) {
  return execa(
    'sipp',
    [
      ...['-sf', join(import.meta.dirname, 'phones.xml'), '-aa', '-nostdin'],
      ...['-i', address, '-mi', address, '-bind_local', '-p', String(SIP_PORT), '-mp', '7060'],
      ...['-trace_msg', '-message_file', messageFile({ folder, name: NAME })],
      ...['-trace_err', '-error_file', join(folder, `${NAME}.errors.log`)],
    ],
    { cwd: folder, reject: false, stdin: 'ignore', stdout: 'ignore' },
  );
}

async function untilFound(stack: SandboxStack): Promise<void> {
  const end = performance.now() + FOUND_MS;
  for (;;) {
    const shown = await Promise.all(
      nodePlaces(stack).map(({ name }) => nodeCli(stack.sandbox.net, name, 'queue show')),
    );
    const absent = shown.flatMap(unavailableMembers);
    if (absent.length === 0) return;
    if (performance.now() > end) throw new Error(`the nodes do not find the phones of ${absent.join(', ')}`);
    await sleep(200);
  }
}
