import { docker } from '../docker.ts';
import { containerName } from './container.ts';

/** Where the agent keeps Asterisk's configuration (docs/architecture.md). */
const CONFIG = '/var/lib/denwaban/live/asterisk/asterisk.conf';

/** What a node's Asterisk answers to a line of its command line. Problem `docker-failed` */
export async function nodeCli(net: string, node: string, line: string): Promise<string> {
  return await docker(['exec', containerName(net, node), 'asterisk', '-C', CONFIG, '-rx', line]);
}
