import type { SipMessage } from '../sip/message.ts';
import type { CallResult, PhoneDisplay } from './call.ts';

/** What the carrier's side of one call tells, message by message. */
export function carrierSide(messages: readonly SipMessage[]): Pick<CallResult, 'outcome' | 'status'> {
  const answers = messages.filter(
    (m) => m.direction === 'received' && m.cseqMethod === 'INVITE' && m.status !== undefined,
  );
  const status = answers.find((m) => (m.status ?? 0) >= 200)?.status ?? 0;
  // T.38 in the session that the other side proposes: the call is a fax from here on.
  const wantsFax = messages.some(
    (m) => m.direction === 'received' && m.method === 'INVITE' && /^m=image /m.test(m.body),
  );
  const spoken = answers.some((m) => m.status === 183 && m.body.trim() !== '');
  if (status === 0) return { outcome: 'no-answer', status };
  if (status < 300) return { outcome: wantsFax ? 'fax' : 'answered', status };
  return { outcome: spoken ? 'announcement' : 'refused', status };
}

/** What a phone showed when this INVITE rang it. */
export function phoneDisplay(operator: string, invite: SipMessage): PhoneDisplay {
  const names = ['Tenant', 'Number', 'Mode', 'Forwarded-From', 'Call'].map((name) => `X-Denwaban-${name}`);
  const headers = names.flatMap((name) => {
    const value = invite.header(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const card = /^<([^>]*)>/.exec(invite.header('Call-Info') ?? '')?.[1];
  return {
    operator,
    display: invite.from.display,
    caller: invite.from.user,
    headers: Object.fromEntries(headers),
    ...(card === undefined ? {} : { card }),
  };
}
