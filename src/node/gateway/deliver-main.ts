import { buffer } from 'node:stream/consumers';
import { chatworkClient } from '../../chatwork/client.ts';
import { Problem } from '../../domain/problem.ts';
import { deliver, worthRetrying } from './deliver.ts';
import { resubmit } from './resubmit.ts';
import { gatewayPlaces, gatewaySettings } from './settings.ts';
import { findTenant, tenantOfAddress } from './tenants.ts';

/** sysexits.h, as pipe(8) understands them. */
const OK = 0;
const USAGE = 64;
const DATA = 65;
const TRY_LATER = 75;
/** Seconds for all of it, waits for Chatwork's limit included: less than Postfix gives the program. */
const PATIENCE = 780;

/** `node.mjs deliver RECIPIENT SENDER`, run by Postfix's pipe(8) with a mail on standard input. @returns its exit code */
export async function runDeliver(args: string[]): Promise<number> {
  const [recipient = '', sender = ''] = args;
  const tenant = tenantOfAddress(recipient);
  if (!tenant) return say(USAGE, 'the recipient is no report address');
  // As if it had been killed: what it may have posted is looked for at the next try.
  setTimeout(() => process.exit(say(TRY_LATER, 'Chatwork took too long')), PATIENCE * 1000).unref();
  try {
    const places = gatewayPlaces(process.env);
    const { chatwork } = await gatewaySettings(places);
    // Handed over before the stack began to capture: Postfix asks again, and then keeps it.
    if (!chatwork) return say(TRY_LATER, 'this stack posts nothing in rooms');
    const client = chatworkClient({ api: chatwork.api, token: async () => chatwork.token });
    const known = await findTenant(places.folder, tenant);
    const mail = await buffer(process.stdin);
    if (known?.channel === 'mail') {
      await resubmit(mail, { recipient, sender, settings: places.postfix });
      return say(OK, `report of ${tenant} goes by mail now`);
    }
    const how = await deliver(
      mail,
      { tenant, known },
      { client, markerSecret: chatwork.marker, rooms: places.rooms },
    );
    return say(OK, `report of ${tenant} ${how}`);
  } catch (error) {
    const text =
      error instanceof Problem ? `${error.code}: ${error.message}; ${error.action}` : String(error);
    return say(worthRetrying(error) ? TRY_LATER : DATA, text);
  }
}

/** Postfix logs what is printed, and puts it in a bounce: one line, without what the mail says. */
function say(code: number, text: string): number {
  process.stdout.write(`${text.replaceAll('\n', ' ')}\n`);
  return code;
}
