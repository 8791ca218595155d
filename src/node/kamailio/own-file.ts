import { definedWord } from '../../render/writers/kamailio.ts';
import { keptSecret } from '../disk/kept-secret.ts';
import { writePlaced } from '../disk/write.ts';
import type { NodeSettings } from '../settings.ts';

/** The path below `live` that the agent writes by itself and no release may bring. */
export const AGENT_FILE = 'kamailio/agent.cfg';

/** Writes the edge's own file. @returns the key */
export async function layAgentFile(settings: NodeSettings): Promise<string> {
  const live = `${settings.root}/live`;
  const key = await keptSecret(`${live}/${AGENT_FILE}`, /!AGENT_KEY!([0-9a-f]{48})!/);
  await writePlaced(live, AGENT_FILE, agentFile(settings, key));
  return key;
}

/** The key of the agent's requests, and which edge this is. */
export function agentFile({ node }: NodeSettings, key: string): string {
  return `# Written by the agent.
#!substdef "!AGENT_KEY!${key}!g"
#!define EDGE_${definedWord(node)}
`;
}
