import { readdir } from 'node:fs/promises';
import type { Digest, TenantId } from '../../domain/ids.ts';
import type { TenantObject } from '../../render/objects.ts';
import type { AmiConnection } from '../ami/connection.ts';
import type { DialplanEntry } from '../conf/dialplan.ts';
import { compiledMaps } from '../disk/maps.ts';
import { lookAstdb } from './astdb.ts';
import { aorsOf } from './contacts.ts';
import { lookDialplan } from './dialplan.ts';
import type { Difference } from './difference.ts';
import { lookFiles } from './files.ts';
import { lookGlobals } from './globals.ts';
import { lookLogger } from './logger.ts';
import { lookMailCertificate } from './mail-certificate.ts';
import { lookMailLogins } from './mail-logins.ts';
import { lookMailMaps } from './mail-maps.ts';
import { lookMailSettings } from './mail-settings.ts';
import { lookManager } from './manager.ts';
import { lookModules } from './modules.ts';
import { lookMusic } from './music.ts';
import { lookPjsip } from './pjsip.ts';
import { lookQueues } from './queues.ts';
import { type ExpectedSounds, lookSounds } from './sounds.ts';

/** What a node should be at this moment: what is desired, and what calls in progress still need. */
export interface Expected {
  files: ReadonlyMap<string, string>;
  dialplan: ReadonlyMap<string, DialplanEntry>;
  objects: ReadonlyMap<Digest, { tenant: TenantId; object: TenantObject }>;
  /** undefined: whatever it is. */
  globals: ReadonlyMap<string, string | undefined>;
  sounds: ExpectedSounds;
}

/** Looks at everything that runs on the node and changes nothing. Throws where it could not look. */
export async function lookLive(ami: AmiConnection, live: string, expected: Expected): Promise<Difference[]> {
  const { files } = expected;
  const pjsipConf = files.get('asterisk/pjsip.conf') ?? '';
  const found = await Promise.all([
    lookDialplan(ami, expected.dialplan),
    lookAstdb(ami, expected.objects, aorsOf(pjsipConf)),
    lookPjsip(ami, pjsipConf),
    lookQueues(ami, files.get('asterisk/queues.conf') ?? ''),
    lookSounds(live, expected.sounds),
    lookMusic(ami, files.get('asterisk/musiconhold.conf') ?? ''),
    lookGlobals(ami, expected.globals),
    lookModules(ami, files.get('asterisk/modules.conf') ?? ''),
    lookManager(ami, files.get('asterisk/manager.conf') ?? ''),
    lookLogger(ami, files.get('asterisk/logger.conf') ?? ''),
    lookMailMaps(live, mapTexts(files), await mapsOnDisk(live)),
    lookMailSettings(live, files),
    lookMailLogins(live, files),
    lookMailCertificate(files),
    lookFiles(live, files),
  ]);
  return found.flat();
}

/** The tables that Postfix names, by name. One whose shard has not been released yet is empty. */
export function mapTexts(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...compiledMaps(files)].map((name) => [name, files.get(`postfix/${name}`) ?? '']));
}

async function mapsOnDisk(live: string): Promise<string[]> {
  const names = await readdir(`${live}/postfix`).catch((): string[] => []);
  return names.filter((name) => name.endsWith('.cdb')).map((name) => name.slice(0, -4));
}
