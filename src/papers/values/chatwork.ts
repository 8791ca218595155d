import { encode } from 'uqr';
import { CHATWORK_FEE } from '../../domain/fees.ts';
import type { Tenant } from '../../model/tenant.ts';
import type { Circumstances, PaperValues } from '../paper.ts';
import { yenWords } from '../words.ts';
import { headOf } from './common.ts';

/** Chatworkのご案内: installing the app, joining the room by its invitation link, rules of use. */
export function chatworkValues(tenant: Tenant, circumstances: Circumstances): PaperValues {
  const { report } = tenant;
  if (report.channel !== 'chatwork') throw new Error(`${tenant.id} has no Chatwork room`);
  const { invitation } = circumstances;
  return {
    ...headOf('chatwork', tenant, circumstances),
    room: report.room,
    // Who is given an invitation all the same joins by it.
    invite: report.invite || invitation !== undefined,
    invitation: invitation === undefined ? null : { url: invitation, code: qrCode(invitation) },
    fee: yenWords(CHATWORK_FEE),
  };
}

/** The dark modules of a QR code, a line of 0 and 1 each; its quiet zone is the template's. Level M: a crease may go through it. */
function qrCode(text: string): string[] {
  return encode(text, { ecc: 'M', border: 0 }).data.map((row) =>
    row.map((dark) => (dark ? '1' : '0')).join(''),
  );
}
