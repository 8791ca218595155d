import { Problem } from '../../domain/problem.ts';
import type { SipMessage } from '../sip/message.ts';
import type { CallResult, PhoneDisplay, PlacedCall } from './call.ts';
import { carrierSide, phoneDisplay } from './outcome.ts';

/** A call with a caller's number, by which it is known again on an operator's phone. */
export type NumberedCall = PlacedCall & { from: string };

/** Gives each call without one an invented caller of its own. Problem `bad-number` for what a carrier cannot send. */
export function numberCalls(calls: readonly PlacedCall[]): NumberedCall[] {
  return calls.map((call, index) => {
    for (const number of [call.number, call.from, call.forwardedFrom]) {
      if (number === undefined || /^(?:\+?\d{1,20}|anonymous)$/.test(number)) continue;
      throw new Problem(
        'bad-number',
        {
          en: `${JSON.stringify(number)} is no number`,
          ja: `${JSON.stringify(number)} は番号ではありません`,
        },
        {
          en: 'Write digits, as in 0350000001 or +81350000001.',
          ja: '0350000001 や +81350000001 のように数字で書いてください',
        },
      );
    }
    return { ...call, from: call.from ?? `0900000${String(index).padStart(4, '0')}` };
  });
}

/**
 * Puts together what the carrier saw and what the phones showed, for one machine that calls were placed on.
 * @param machine its name
 * @param carrier everything that sipp sent to and received from it
 * @param answered what operators have taken; each is taken out once it is matched
 */
export function resultsOf(
  machine: string,
  calls: readonly NumberedCall[],
  carrier: readonly SipMessage[],
  answered: PhoneDisplay[],
): CallResult[] {
  const sides = Map.groupBy(carrier, (message) => message.callId);
  // sipp counts its calls from 1, in the order of its list, and begins each Call-ID with that number.
  const byIndex = new Map(
    [...sides].map(([callId, messages]) => [Number.parseInt(callId, 10) - 1, messages]),
  );
  return calls.map((call, index) => {
    const side = carrierSide(byIndex.get(index) ?? []);
    const at = side.outcome === 'answered' ? answered.findIndex((phone) => isOf(phone, call)) : -1;
    const phone = at === -1 ? undefined : answered.splice(at, 1)[0];
    return {
      number: call.number,
      from: call.from,
      node: machine,
      ...side,
      ...(phone ? { outcome: 'operator' as const, phone } : {}),
    };
  });
}

/**
 * The calls that operators have taken, in order.
 * @param through from which addresses they came to the phones
 * @param rung what the phones sent and received meanwhile, by operator
 */
export function answeredThrough(
  through: readonly string[],
  rung: ReadonlyMap<string, readonly SipMessage[]>,
): PhoneDisplay[] {
  return [...rung].flatMap(([operator, log]) => {
    const taken = new Set(
      log
        .filter((m) => m.direction === 'sent' && m.status === 200 && m.cseqMethod === 'INVITE')
        .map((m) => m.callId),
    );
    const invites = log.filter(
      (m) =>
        m.direction === 'received' &&
        m.method === 'INVITE' &&
        through.includes(m.viaHost ?? '') &&
        taken.delete(m.callId),
    );
    return invites.map((invite) => phoneDisplay(operator, invite));
  });
}

/** The phone shows the caller's number, or that there is none; and which lent number was dialled. */
function isOf(phone: PhoneDisplay, call: NumberedCall): boolean {
  const dialled = phone.headers['X-Denwaban-Number']?.replaceAll('-', '');
  const sameCaller = phone.caller === call.from || phone.caller === 'anonymous' || call.from === 'anonymous';
  return sameCaller && (dialled === undefined || dialled === national(call.number));
}

/** As the number stands in the header: 0350000001. */
function national(dialled: string): string {
  return dialled.replace(/^\+?81/, '0');
}
