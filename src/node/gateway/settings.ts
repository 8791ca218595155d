import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { same } from '../../domain/language.ts';
import { Problem } from '../../domain/problem.ts';

/** Where the gateway's programs find what they need. Postfix hands them an empty environment but for its own folder. */
export interface GatewayPlaces {
  /** `live/gateway`. */
  folder: string;
  /** `live/postfix`. */
  postfix: string;
  /** Seconds to add to the machine's clock. */
  clock: string;
  /** Where room ids are remembered. */
  rooms: string;
  /** Where reports are kept that are to reach nobody. */
  captured: string;
  /** Where it is marked that a report has come back. */
  returned: string;
}

export function gatewayPlaces(env: NodeJS.ProcessEnv): GatewayPlaces {
  const root = env.MAIL_CONFIG === undefined ? '/var/lib/denwaban' : dirname(dirname(env.MAIL_CONFIG));
  return {
    folder: `${root}/live/gateway`,
    postfix: `${root}/live/postfix`,
    clock: `${root}/clock`,
    rooms: `${root}/spool/rooms`,
    captured: `${root}/spool/captured`,
    returned: `${root}/spool/returned`,
  };
}

/** live/gateway/settings.json, with the secrets filled in by the agent: only the gateway's user may read it. */
export interface GatewaySettings {
  format: 1;
  /** REPORT_DOMAIN. */
  domain: string;
  /** Absent where nothing is to reach customers. */
  chatwork?: { api: string; token: string; marker: string };
}

export async function gatewaySettings({ folder }: Pick<GatewayPlaces, 'folder'>): Promise<GatewaySettings> {
  const settings = JSON.parse(await readFile(`${folder}/settings.json`, 'utf8')) as GatewaySettings;
  if (settings.format !== 1) {
    throw new Problem(
      'gateway-format',
      same(`settings.json has format ${JSON.stringify(settings.format)}, this gateway knows 1`),
      same('Release again with the same version of denwaban as the node.'),
    );
  }
  return settings;
}
