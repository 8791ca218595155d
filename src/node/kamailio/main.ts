import { startAgent } from '../agent/start.ts';
import { Edge } from './edge.ts';
import { AGENT_FILE, agentFile, layAgentFile } from './own-file.ts';
import { Rpc } from './rpc.ts';

/** `node.mjs edge`: the agent of an edge; runs until it is told to end. @returns the exit code */
export function runEdgeAgent(): Promise<number> {
  return startAgent('edge', async (settings) => {
    const key = await layAgentFile(settings);
    return {
      ownFiles: new Map([[AGENT_FILE, agentFile(settings, key)]]),
      machine: (live, _facts, objects) => new Edge(live, new Rpc(settings.address, key), objects),
    };
  });
}
