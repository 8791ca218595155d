import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../domain/problem.ts';
import { nodeCli } from '../cluster/node-cli.ts';
import type { SandboxStack } from '../home.ts';
import { callPlaces, type NodePlace, nodePlaces, phoneAddress, SIP_PORT } from '../place.ts';
import type { SipMessage } from '../sip/message.ts';
import { injectionList, readMessages, refuseFailure, runSipp, startSipp } from '../sip/sipp.ts';
import { unavailableMembers } from './queue-members.ts';

/** Where an operator's phone is, and with what it logs in. */
interface Phone {
  operator: string;
  password: string;
  address: string;
}

const REGISTRATION_S = 300;
const PATIENCE_MS = 10_000;
/** A phone that was switched off without logging off is asked again only at its next turn: within qualify_frequency, 15 s. */
const FOUND_MS = 25_000;

/** Operators' phones that are switched on: registered at every edge, or without edges at every node, and answering. */
export class Phones {
  readonly #phones: readonly Phone[];
  readonly #net: string;
  readonly #nodes: readonly NodePlace[];
  /** Where they register. */
  readonly #places: readonly NodePlace[];
  readonly #folder: string;
  #running: ReturnType<typeof startSipp>[] = [];

  /**
   * @param passwords by operator
   * @param folder for lists and logs
   */
  constructor(stack: SandboxStack, passwords: ReadonlyMap<string, string>, folder: string) {
    this.#phones = stack.operators.map(({ id }, index) => ({
      operator: id,
      password: passwords.get(id) ?? '',
      address: phoneAddress(stack, index),
    }));
    this.#net = stack.sandbox.net;
    this.#nodes = nodePlaces(stack);
    this.#places = callPlaces(stack);
    this.#folder = folder;
  }

  /** Switches all on, and waits until every node has found every one. Problem `phone-not-registered`, `phones-busy` */
  async on(): Promise<void> {
    await this.#register(REGISTRATION_S);
    this.#running = this.#phones.map((phone) =>
      startSipp({ ...this.#at(phone), scenario: 'phone', name: phone.operator, arguments: ['-aa'] }),
    );
    await this.#untilFound();
  }

  /** Stops all and logs them off. */
  async off(): Promise<void> {
    for (const phone of this.#running) phone.kill('SIGKILL');
    await Promise.all(this.#running);
    this.#running = [];
    await this.#register(0);
  }

  /** Everything that the phones have sent and received, by operator. */
  async messages(): Promise<Map<string, SipMessage[]>> {
    const logs = this.#phones.map(
      async ({ operator }) =>
        [operator, await readMessages({ folder: this.#folder, name: operator })] as const,
    );
    return new Map(await Promise.all(logs));
  }

  /**
   * From the very socket that calls come to: a node may look at where a registration came from rather than at what it says. That is
   * why it comes before the phone listens; a node's first OPTIONS are repeated until it does.
   */
  async #register(expiry: number): Promise<void> {
    await Promise.all(
      this.#phones.map(async (phone) => {
        for (const { address } of this.#places) await this.#registerAt(address, phone, expiry);
      }),
    );
  }

  async #registerAt(place: string, phone: Phone, expiry: number): Promise<void> {
    const name = `register-${phone.operator}-${place}-${expiry}`;
    const list = join(this.#folder, `${name}.csv`);
    const login = `[authentication username=${phone.operator} password=${phone.password}]`;
    const row = [phone.operator, login, `${phone.address}:${SIP_PORT}`, String(expiry)];
    await writeFile(list, injectionList([row]), { mode: 0o600 });
    const run = { ...this.#at(phone), name };
    await runSipp({
      ...run,
      scenario: 'register',
      remote: { host: place, port: SIP_PORT },
      arguments: ['-inf', list, '-m', '1'],
      timeoutMs: PATIENCE_MS,
    });
    const answers = (await readMessages(run)).flatMap((message) => message.status ?? []);
    if (answers.at(-1) === 200) return;
    throw new Problem(
      'phone-not-registered',
      answers.length === 0
        ? {
            en: `${place} does not answer operator ${phone.operator}'s phone`,
            ja: `${place} がオペレーター ${phone.operator} の電話に応答しません`,
          }
        : {
            en: `${place} refuses operator ${phone.operator}'s phone with ${answers.at(-1)}`,
            ja: `${place} がオペレーター ${phone.operator} の電話を ${answers.at(-1)} で断りました`,
          },
      {
        en: 'Run: denwaban apply --stack local (nodes know their operators from the first apply on), then denwaban sandbox status.',
        ja: 'denwaban apply --stack local を実行し（ノードは最初の apply からオペレーターを知ります）、denwaban sandbox status を見てください',
      },
    );
  }

  #at(phone: Phone) {
    return { local: phone.address, localPort: SIP_PORT, folder: this.#folder };
  }

  /** A node rings only phones that have answered its OPTIONS, once its queues know of it. */
  async #untilFound(): Promise<void> {
    const end = performance.now() + FOUND_MS;
    while (performance.now() < end) {
      for (const phone of this.#running) {
        // A phone that has stopped by itself could not use its address.
        if (phone.nodeChildProcess.exitCode !== null) refuseFailure(await phone);
      }
      if ((await this.#allAsked()) && (await this.#allAvailable())) return;
      await sleep(100);
    }
    throw new Problem(
      'phone-not-found',
      {
        en: `the nodes do not find the operators' phones within ${FOUND_MS / 1000} s`,
        ja: `ノードが ${FOUND_MS / 1000} 秒以内にオペレーターの電話を見つけません`,
      },
      {
        en: "See the nodes' contacts: docker exec CONTAINER asterisk -rx 'pjsip show contacts'",
        ja: "ノードの登録を見てください: docker exec CONTAINER asterisk -rx 'pjsip show contacts'",
      },
    );
  }

  async #allAsked(): Promise<boolean> {
    const logs = [...(await this.messages()).values()];
    return logs.every((log) =>
      this.#places.every(({ address }) =>
        log.some(({ method, viaHost }) => method === 'OPTIONS' && viaHost === address),
      ),
    );
  }

  async #allAvailable(): Promise<boolean> {
    const own = new Set<string>(this.#phones.map(({ operator }) => operator));
    const shown = await Promise.all(this.#nodes.map(({ name }) => nodeCli(this.#net, name, 'queue show')));
    return shown.flatMap(unavailableMembers).every((member) => !own.has(member));
  }
}
