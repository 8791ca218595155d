import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SipMessage } from '../../src/sandbox/sip/message.ts';
import { injectionList, readMessages, startSipp } from '../../src/sandbox/sip/sipp.ts';
import { timeOf } from './rings.ts';

/** A call as its caller saw it; times in milliseconds since 1970. */
export interface Placed {
  /** The caller's number, which is one call's alone. */
  from: string;
  at: number;
  /** The final status; 0: there was none. */
  status: number;
  /** When it came. */
  finalAt: number;
}

/** So many calls, so many a second. */
export interface Load {
  number: string;
  calls: number;
  aSecond: number;
}

/** The callers' own address, the carrier's, and a folder for lists and logs. */
interface Wire {
  local: string;
  carrier: string;
  folder: string;
}

/** Who calls by the carrier: one sipp a load. */
export class Callers {
  readonly #wire: Wire;
  #loads = 0;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Begins to call; ends when the last of these calls has ended. */
  async call({ number, calls, aSecond }: Load): Promise<Placed[]> {
    const { local, carrier, folder } = this.#wire;
    const name = `callers-${this.#loads}`;
    const prefix = `0${90_000 + this.#loads}`;
    const rows = Array.from({ length: calls }, (_, i) => [
      number,
      `${prefix}${String(i).padStart(4, '0')}`,
      '',
    ]);
    const list = join(folder, `${name}.csv`);
    const localPort = 5_060 + 10 * this.#loads++;
    await writeFile(list, injectionList(rows));
    await startSipp({
      ...{ scenario: 'carrier', local, localPort, remote: { host: carrier, port: 5_060 }, folder, name },
      arguments: ['-inf', list, '-m', String(calls), '-r', String(aSecond), '-l', String(calls)],
    });
    const sides = Map.groupBy(await readMessages({ folder, name }), ({ callId }) => callId);
    return [...sides.values()].map(placed);
  }
}

function placed(messages: readonly SipMessage[]): Placed {
  const invite = messages.find(({ method }) => method === 'INVITE');
  const final = messages.find(
    ({ direction, cseqMethod, status = 0 }) =>
      direction === 'received' && cseqMethod === 'INVITE' && status >= 200,
  );
  return {
    from: invite?.from.user ?? '',
    at: invite ? timeOf(invite) : 0,
    status: final?.status ?? 0,
    finalAt: final ? timeOf(final) : Infinity,
  };
}
