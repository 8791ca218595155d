import { execa } from 'execa';
import { containerName } from '../../src/sandbox/cluster/container.ts';

/** A node's live configuration. */
export const LIVE = '/var/lib/denwaban/live';
/** From their beginning: the script that looks for them names them too. */
const PROCESSES = { agent: '^node .*node.mjs agent', asterisk: '^asterisk -f' };

/** Runs a shell script on a node of the sandbox. @returns what it prints */
export async function onNode(net: string, node: string, script: string): Promise<string> {
  return (await execa('docker', ['exec', containerName(net, node), 'sh', '-euc', script])).stdout;
}

/** Runs a command of Asterisk's console on a node. */
export async function console(net: string, node: string, command: string): Promise<string> {
  return await onNode(net, node, `asterisk -C ${LIVE}/asterisk/asterisk.conf -rx '${command}'`);
}

/**
 * Kills a process of a node with SIGKILL. Its supervisor starts it again.
 * @param meanwhile what is done before it is started again
 * @returns what `meanwhile` prints
 */
export async function killOnNode(
  net: string,
  node: string,
  process: keyof typeof PROCESSES,
  meanwhile = ':',
): Promise<string> {
  const service = `/opt/denwaban/services/${process}`;
  return await onNode(
    net,
    node,
    `pid=$(pgrep -f '${PROCESSES[process]}'); s6-svc -O ${service}; kill -9 $pid; s6-svwait -d ${service}; ${meanwhile}; s6-svc -u ${service}`,
  );
}
