import { setTimeout as sleep } from 'node:timers/promises';
import { unavailableMembers } from '../../../src/sandbox/calls/queue-members.ts';
import { nodeCli } from '../../../src/sandbox/cluster/node-cli.ts';
import type { SandboxHome, SandboxStack } from '../../../src/sandbox/home.ts';
import { callPlaces, nodePlaces, phoneAddress } from '../../../src/sandbox/place.ts';
import { fileSecrets } from '../../../src/store/secrets.ts';
import { header, Phone, type Reply } from '../dialplan/sip.ts';
import { type Elsewhere, Voice } from './voice.ts';

/** A phone that is registered anew where it was before is asked only at its next turn: within qualify_frequency, 15 s. */
const FOUND_MS = 25_000;
const REPEAT_MS = 500;

/** A call as it is at an operator's phone. */
export interface Leg {
  /** The node's address. */
  node: string;
  operator: string;
  /** The caller's name that the phone shows. */
  display: string;
  /** The caller's number that it shows. */
  caller: string;
  /** X-Denwaban-Tenant. */
  tenant: string | undefined;
  state: 'ringing' | 'talking' | 'over';
  /** Packets of sound that the operator has got. */
  readonly heard: number;
}

/** An operator's phone that takes any number of calls, and stays in each until the other side ends it. */
export class Desk extends Phone {
  /** Every call that has rung here, in order. */
  readonly legs: Leg[] = [];
  readonly #operator: string;
  readonly #calls = new Map<string, { leg: Leg; answer(): void; acknowledged(): void; end(): void }>();
  readonly #openVoice: () => Promise<Voice>;
  #answering = true;

  constructor(
    operator: string,
    address: string,
    { socket, voice = () => Voice.open(address) }: Elsewhere = {},
  ) {
    super(address, socket);
    this.#operator = operator;
    this.#openVoice = voice;
  }

  /** Whether calls are taken up; those that ring are, at once. */
  set answering(answering: boolean) {
    this.#answering = answering;
    if (answering) for (const call of this.#calls.values()) if (call.leg.state === 'ringing') call.answer();
  }

  protected override requested(method: string, request: string, node: string, reply: Reply): void {
    const id = header(request, 'Call-ID') ?? '';
    const call = this.#calls.get(id);
    if (method === 'ACK') call?.acknowledged();
    else if (method === 'INVITE') {
      // The same again: the node has not seen the answer yet.
      if (call) return;
      this.invites.push(request);
      this.#ring(id, request, node, reply);
    } else {
      reply('200 OK');
      call?.end();
    }
    if (method === 'CANCEL' && call) this.#calls.delete(id);
  }

  override close(): void {
    for (const call of this.#calls.values()) call.end();
    super.close();
  }

  #ring(id: string, request: string, node: string, reply: Reply): void {
    const [, display = '', caller = ''] =
      /^(?:"((?:[^"\\]|\\.)*)"\s*)?<sip:([^@>]*)@/.exec(header(request, 'From') ?? '') ?? [];
    let voice: Voice | undefined;
    let repeats: NodeJS.Timeout | undefined;
    const leg: Leg = {
      node,
      operator: this.#operator,
      display: display.replace(/\\(.)/gs, '$1'),
      caller,
      tenant: header(request, 'X-Denwaban-Tenant'),
      state: 'ringing',
      get heard() {
        return voice?.heard ?? 0;
      },
    };
    this.legs.push(leg);
    reply('180 Ringing');
    const answer = async (): Promise<void> => {
      leg.state = 'talking';
      voice = await this.#openVoice();
      const say = (): void => reply('200 OK', this.sdp(voice));
      say();
      repeats = setInterval(say, REPEAT_MS);
      voice.speakTo(request);
    };
    this.#calls.set(id, {
      leg,
      answer: () => void answer(),
      acknowledged: () => clearInterval(repeats),
      end: () => {
        if (leg.state === 'over') return;
        // A CANCEL: the INVITE that it is about gets an answer of its own.
        if (leg.state === 'ringing') reply('487 Request Terminated');
        leg.state = 'over';
        clearInterval(repeats);
        voice?.close();
      },
    });
    if (this.#answering) void answer();
  }
}

/** The phones of all of a stack's operators, registered at every edge, without edges at every node, and found by each node. */
export async function openDesks(stack: SandboxStack, home: SandboxHome): Promise<Desk[]> {
  const secrets = fileSecrets(home.secrets);
  const nodes = nodePlaces(stack);
  const desks = await Promise.all(
    stack.operators.map(async ({ id, password }, index) => {
      const desk = await new Desk(id, phoneAddress(stack, index)).open();
      for (const { address } of callPlaces(stack)) await desk.register(address, id, await secrets(password));
      return desk;
    }),
  );
  const end = performance.now() + FOUND_MS;
  const own = new Set<string>(stack.operators.map(({ id }) => id));
  // That a phone has been asked says little: it may have answered a question that the node has given up already.
  for (;;) {
    const shown = await Promise.all(nodes.map(({ name }) => nodeCli(stack.sandbox.net, name, 'queue show')));
    const absent = shown.flatMap(unavailableMembers).filter((member) => own.has(member));
    if (absent.length === 0) return desks;
    if (performance.now() > end) throw new Error(`the nodes do not find the phones of ${absent.join(', ')}`);
    await sleep(200);
  }
}
