import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../../store/store.ts';
import { type AmiConnection, AmiRefused } from '../ami/connection.ts';
import { mailProgram } from '../disk/mail-program.ts';
import { compileMaps, removeOtherMaps } from '../disk/maps.ts';
import type { Difference } from '../live/difference.ts';
import { placeOf } from '../live/files.ts';
import { mapTexts } from '../live/look.ts';
import { lookMailCertificate } from '../live/mail-certificate.ts';
import { lookMailLogins } from '../live/mail-logins.ts';
import { lookListeners, masterPid } from '../live/mail-settings.ts';

/** Which part of Asterisk reads a file that has no place of its own among the findings. What is missing here needs a restart. */
const READ_BY: Record<string, string> = {
  'acl.conf': 'acl',
  'ccss.conf': 'ccss',
  'cdr.conf': 'cdr',
  'cel.conf': 'cel',
  'features.conf': 'features',
  'indications.conf': 'indications',
  'logger.conf': 'logger',
  'manager.conf': 'manager',
  'musiconhold.conf': 'res_musiconhold.so',
  'pjproject.conf': 'res_pjproject.so',
  'queuerules.conf': 'app_queue.so',
  'res_fax.conf': 'res_fax.so',
  'rtp.conf': 'res_rtp_asterisk.so',
  'udptl.conf': 'udptl',
};

/**
 * Makes the processes read the files that were written, and no others.
 * @returns what Asterisk refused: a module that somebody unloaded has taken its commands along. It is tried again once the module is back.
 */
export async function reload(
  ami: AmiConnection,
  live: string,
  { paths, places }: { paths: readonly string[]; places: ReadonlySet<Place> },
  files: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const refused: Difference[] = [];
  const tell = async (place: Place, command: string): Promise<void> => {
    try {
      await ami.command(command);
    } catch (error) {
      if (!(error instanceof AmiRefused)) throw error;
      refused.push({
        place,
        kind: 'changed',
        item: `command ${command}`,
        expected: 'obeyed',
        found: 'refused',
      });
    }
  };
  if (places.has('mail-map') || places.has('mail-setting')) await renewMaps(live, files);
  if (places.has('mail-setting')) await reloadPostfix(live);
  for (const path of paths) {
    const module = READ_BY[path.replace(/^asterisk\//, '')];
    if (module !== undefined) await tell(placeOf(path), `module reload ${module}`);
  }
  if (places.has('queue')) await tell('queue', 'queue reload all');
  if (places.has('pjsip')) {
    await tell('pjsip', 'module reload res_pjsip.so');
    await tell('pjsip', 'module reload res_pjsip_endpoint_identifier_ip.so');
  }
  // Last: this is the moment of change for the tenants.
  if (places.has('dialplan')) await tell('dialplan', 'dialplan reload');
  return refused;
}

async function renewMaps(live: string, files: ReadonlyMap<string, string>): Promise<void> {
  const texts = mapTexts(files);
  await compileMaps(live, texts);
  await removeOtherMaps(live, new Set(texts.keys()));
}

/** Not running: the supervisor starts it, and it reads the new settings then. */
async function reloadPostfix(live: string): Promise<void> {
  if ((await masterPid()) === undefined) return;
  // What it does not take up is found by the look.
  await mailProgram('postfix', ['-c', `${live}/postfix`, 'reload']);
}

/** Waits a while for Postfix to listen where it should, and for Dovecot: they start, and take up new settings, by themselves. */
export async function settleMail(
  live: string,
  files: ReadonlyMap<string, string>,
  withinMs: number,
): Promise<void> {
  const end = Date.now() + withinMs;
  for (const look of [lookListeners, lookMailCertificate, () => lookMailLogins(live, files)])
    while (Date.now() < end && (await look(files)).length > 0) await sleep(200);
}
