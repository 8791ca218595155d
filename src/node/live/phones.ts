import { setTimeout as sleep } from 'node:timers/promises';
import type { AmiConnection } from '../ami/connection.ts';
import { noneIfRefused } from '../ami/refused.ts';

const LOOK_MS = 50;

/**
 * Has Asterisk ask every registered phone that it has not asked yet whether it is there, and waits for the answers. A new run of Asterisk
 * knows its phones from AstDB but takes none for available before it has asked, which it does by itself only some time within
 * qualify_frequency: calls that came meanwhile would be told that all operators are busy.
 * @param withinMs milliseconds; a phone that has gone answers nobody
 */
export async function findPhones(ami: AmiConnection, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  const asked = new Set<string>();
  for (;;) {
    const waiting = await unasked(ami);
    if (waiting.length === 0 || Date.now() > end) return;
    for (const phone of waiting) {
      if (asked.has(phone)) continue;
      asked.add(phone);
      await ami.action({ Action: 'PJSIPQualify', Endpoint: phone }).catch(noneIfRefused);
    }
    await sleep(LOOK_MS);
  }
}

/** Phones are known by the name of their operator. */
async function unasked(ami: AmiConnection): Promise<string[]> {
  // Refused where nobody has registered.
  const contacts = await ami.list({ Action: 'PJSIPShowContacts' }).catch(noneIfRefused);
  return contacts.flatMap((contact) =>
    contact.get('Status') === 'NonQualified' ? (contact.get('Endpoint') ?? []) : [],
  );
}
